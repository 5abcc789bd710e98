package marking

import (
	"slices"
	"strings"
)

// countryCode is how long the code of a country is.
const countryCode = 3

// countries are the codes of ISO 3166-1 (alpha-3).
var countries = strings.Fields(`
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH
BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI
CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB
GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND
IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA
LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI
MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT
PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK
SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA
UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE`)

func isCountry(code string) bool {
	_, found := slices.BinarySearch(countries, code)
	return found
}

// common are the recipients that each of the lists names, by itself or in a
// group of them.
func (p Profile) common(lists [][]string, first string) []string {
	var shared []string
	for i, list := range lists {
		all := p.expanded(list)
		if i == 0 {
			shared = all
			continue
		}
		shared = slices.DeleteFunc(shared, func(name string) bool { return !slices.Contains(all, name) })
	}
	return p.ordered(p.contracted(shared, first), first)
}

// expanded adds to a list the members of the groups in it.
func (p Profile) expanded(list []string) []string {
	all := slices.Clone(list)
	for _, name := range list {
		all = append(all, p.Recipients[name]...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// contracted leaves out those that a group in the list stands for, but for first.
func (p Profile) contracted(list []string, first string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(name string) bool {
		return name != first && slices.ContainsFunc(list, func(group string) bool { return slices.Contains(p.Recipients[group], name) })
	})
}

// within reports whether each recipient in list is in those of another.
func (p Profile) within(list, of []string) bool {
	all := p.expanded(of)
	return !slices.ContainsFunc(list, func(name string) bool { return !slices.Contains(all, name) })
}
