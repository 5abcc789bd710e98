package cli

import (
	"fmt"

	"briefdesk/app/session"
	"briefdesk/assets"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/template"
)

// templates are the forms of notes: those of the program, and those of the house.
// What is wrong with the house's own is said, and the others go on.
func (c *call) templates() (template.Templates, error) {
	ts, err := template.Load(assets.Templates(), session.House("templates"), layout.Templates())
	if len(ts) == 0 {
		return nil, err
	}
	if err != nil {
		fmt.Fprintln(c.Err, "briefdesk:", err)
	}
	return ts, nil
}
