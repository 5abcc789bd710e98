package importer

import (
	"encoding/json"
	"strings"

	"briefdesk/briefing/pattern"
)

// linked is what the JSON-LD of a page says of the first article in it.
type linked struct {
	types, headline, subtitle, authors, publisher, published, address, language, section string
}

// linkedIn reads scripts of JSON-LD. Objects may refer to others of the page
// by their @id.
func linkedIn(scripts []string) linked {
	g := graph{names: map[string]string{}}
	for _, s := range scripts {
		const longest = 1 << 20
		s = strings.Map(func(r rune) rune {
			if r < ' ' {
				return ' ' // sites forget to escape their line feeds
			}
			return r
		}, jsonShell.ReplaceAllString(s, ""))
		var v any
		if len(s) <= longest && json.Unmarshal([]byte(s), &v) == nil {
			g.add(v, 0)
		}
	}
	return g.read()
}

var (
	jsonShell   = pattern.New(`^\s*(<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(-->|//\s*\]\]>|\]\]>)\s*$|;\s*$`)
	articleType = pattern.New(`Article|Posting|Report\b|\bReview|PressRelease|Analysis`)
)

type graph struct {
	article map[string]any    // the first
	names   map[string]string // by @id
}

func (g *graph) add(v any, depth int) {
	const deepest = 5
	if depth > deepest {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			g.add(e, depth+1)
		}
	case map[string]any:
		id, _ := v["@id"].(string)
		if name, ok := v["name"].(string); ok && id != "" {
			g.names[id] = name
		}
		if g.article == nil && articleType.MatchString(strings.Join(g.texts(v["@type"]), " ")) {
			g.article = v
		}
		for _, key := range []string{"@graph", "mainEntity", "author", "publisher", "isPartOf"} {
			g.add(v[key], depth+1)
		}
	}
}

func (g *graph) read() linked {
	all := func(key, between string) string { return strings.Join(g.texts(g.article[key]), between) }
	one := func(keys ...string) string {
		for _, k := range keys {
			if t := g.texts(g.article[k]); len(t) > 0 {
				return t[0]
			}
		}
		return ""
	}
	l := linked{
		types: all("@type", " "), headline: one("headline", "name"), subtitle: one("alternativeHeadline"),
		authors: all("author", "; "), publisher: one("publisher", "sourceOrganization"), published: one("datePublished", "dateCreated"),
		address: one("url"), language: one("inLanguage"), section: all("articleSection", " "),
	}
	if l.authors == "" {
		l.authors = all("creator", "; ")
	}
	if l.address == "" {
		l.address = addressIn(g.article["mainEntityOfPage"])
	}
	return l
}

func addressIn(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		id, _ := v["@id"].(string)
		return id
	}
	return ""
}

// texts are the strings that v is or holds: for an object its name, or that of
// the object it refers to.
func (g *graph) texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case map[string]any:
		for _, key := range []string{"name", "alternateName"} {
			if name := g.texts(v[key]); len(name) > 0 {
				return name[:1]
			}
		}
		id, _ := v["@id"].(string)
		if name := g.names[id]; name != "" {
			return []string{name}
		}
	case []any:
		var all []string
		for _, e := range v {
			if _, isList := e.([]any); !isList {
				all = append(all, g.texts(e)...)
			}
		}
		return all
	}
	return nil
}
