package cli

import (
	"flag"
	"fmt"

	"briefdesk/briefing/layout"
)

// typeSizes are what --type may say.
var typeSizes = map[string]layout.TypeSize{"form": layout.FormType, "accessible": layout.AccessibleType, "large": layout.LargeType}

// lookFlags adds those that say how pages look; the function reads them.
func lookFlags(flags *flag.FlagSet) func() (layout.Look, error) {
	size := flags.String("type", "form", "the `TYPE` of pages: that of the form, accessible (sans serif, 12 pt at least) or large (14 pt)")
	monochrome := flags.Bool("monochrome", false, "set in black what the form has in colour, but for markings")
	house := flags.String("house-colour", "", "the `COLOUR` of headings and rules, such as #5B1010, in place of navy")
	return func() (layout.Look, error) {
		look := layout.Look{Monochrome: *monochrome}
		var known bool
		if look.Type, known = typeSizes[*size]; !known {
			return look, usageError{fmt.Sprintf("--type %s means nothing; there are form, accessible and large", *size)}
		}
		if *house == "" {
			return look, nil
		}
		var err error
		if look.House, err = layout.ParseHouseColour(*house); err != nil {
			return look, usageError{"--house-colour: " + err.Error()}
		}
		return look, nil
	}
}
