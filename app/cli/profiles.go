package cli

import (
	"fmt"

	"briefdesk/app/session"
	"briefdesk/assets"
	"briefdesk/briefing/marking"
)

// profiles are the marking profiles: those of the program, and those of the house.
// What is wrong with the house's own is said, and the others go on.
func (c *call) profiles() (marking.Profiles, error) {
	profiles, err := marking.Load(assets.Profiles())
	if err != nil {
		return nil, err
	}
	profiles, faults := profiles.WithHouse(session.House("profiles"))
	for _, fault := range faults {
		fmt.Fprintln(c.Err, "briefdesk:", fault)
	}
	return profiles, nil
}
