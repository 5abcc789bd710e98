package shelf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

func id(n int) briefing.ID {
	var id briefing.ID
	id[14], id[15] = byte(n>>8), byte(n)
	id[13] = byte(n >> 16)
	return id
}

var sampleRows = []Row{
	{ID: id(1), Title: "Tariff talks: readout for the desk", Publisher: "Trade section", Published: "2025-08-21", Passages: 1, Grade: "B2", Marking: "TLP:AMBER"},
	{ID: id(2), Title: "Pakistan US Counterterrorism Alliance", Publisher: "The Platform", Published: "2025-08-19", Passages: 5, Grade: "C3", Marking: "TLP:CLEAR"},
	{ID: id(3), Title: "Thirty-sixth report of the Monitoring Team", Publisher: "UN Security Council", Published: "2025-07", Passages: 3, Grade: "B2", Marking: "TLP:CLEAR"},
	{ID: id(4), Title: "Call with post, financing working group", Publisher: "Desk note", Published: "", Marking: "TLP:GREEN"},
	{ID: id(5), Title: "Élysée: le communiqué", Publisher: "Agence", Published: "2024-12-01"},
}

func listedIDs(c *catalogue) []briefing.ID {
	var ids []briefing.ID
	for i := range c.listed {
		ids = append(ids, c.at(i).ID)
	}
	return ids
}

func ids(ns ...int) []briefing.ID {
	var all []briefing.ID
	for _, n := range ns {
		all = append(all, id(n))
	}
	return all
}

func TestOrders(t *testing.T) {
	var c catalogue
	c.fill(sampleRows)
	for _, test := range []struct {
		order Order
		want  []briefing.ID
	}{
		{NewestFirst, ids(1, 2, 3, 5, 4)},
		{ByTitle, ids(4, 5, 2, 1, 3)},
		{ByPublisher, ids(5, 4, 2, 1, 3)},
	} {
		c.sortBy(test.order)
		if got := listedIDs(&c); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", orders[test.order], got, test.want)
		}
	}
}

func TestFilterFindsAllWordsOfTitlePublisherAndDate(t *testing.T) {
	var c catalogue
	c.fill(sampleRows)
	for _, test := range []struct {
		query   string
		marking briefing.Marking
		want    []briefing.ID
	}{
		{"", "", ids(1, 2, 3, 5, 4)},
		{"  ", "", ids(1, 2, 3, 5, 4)},
		{"REPORT", "", ids(3)},
		{"elysee communique", "", ids(5)},
		{"Élysée", "", ids(5)},
		{"alliance platform", "", ids(2)},
		{"platform alliance", "", ids(2)},
		{"aug 2025", "", ids(1, 2)},
		{"2025-08", "", ids(1, 2)},
		{"july", "", ids(3)},
		{"clear", "", nil},
		{"nothing has this", "", nil},
		{"", "TLP:CLEAR", ids(2, 3)},
		{"report", "TLP:CLEAR", ids(3)},
		{"report", "TLP:RED", nil},
	} {
		c.filter(test.query, test.marking)
		if got := listedIDs(&c); !slices.Equal(got, test.want) {
			t.Errorf("filter(%q, %q) lists %v, want %v", test.query, test.marking, got, test.want)
		}
	}
}

func TestWordsDoNotMatchAcrossFields(t *testing.T) {
	var c catalogue
	c.fill([]Row{{Title: "Ends in war", Publisher: "Dawn"}})
	c.filter("wardawn", "")
	if len(c.listed) != 0 {
		t.Error("a word was found across the end of the title")
	}
}

func TestFilterOutlivesNewRowsAndOrder(t *testing.T) {
	var c catalogue
	c.fill(sampleRows)
	c.filter("the", "")
	c.fill(sampleRows[1:])
	c.sortBy(ByTitle)
	if got, want := listedIDs(&c), ids(2, 3); !slices.Equal(got, want) {
		t.Errorf("listed %v, want %v", got, want)
	}
	if c.find(id(3)) != 1 || c.find(id(5)) != -1 {
		t.Errorf("find: %d, %d, want 1, -1", c.find(id(3)), c.find(id(5)))
	}
}

func TestDates(t *testing.T) {
	for _, test := range []struct {
		published, inRow, long string
		number                 uint32
	}{
		{"2025-08-19", "19 Aug", "19 August 2025", 20250819},
		{"2024-08-09", "9 Aug 2024", "9 August 2024", 20240809},
		{"2025-08", "Aug 2025", "August 2025", 20250800},
		{"2025", "2025", "", 20250000},
		{"", "", "", 0},
		{"last week", "last week", "", 0},
		{"2025-02-31", "2025-02-31", "31 February 2025", 20250231},
	} {
		if got := look.Day(test.published, 2025); got != test.inRow {
			t.Errorf("Day(%q) = %q, want %q", test.published, got, test.inRow)
		}
		if got := longDay(test.published); got != test.long {
			t.Errorf("longDay(%q) = %q, want %q", test.published, got, test.long)
		}
		if got := dayNumber(test.published); got != test.number {
			t.Errorf("dayNumber(%q) = %d, want %d", test.published, got, test.number)
		}
	}
}

func manyRows(n int) []Row {
	words := strings.Fields("pakistan alliance report monitoring team tariff talks readout financing dialogue statement joint counterterrorism brigade designation council")
	rows := make([]Row, n)
	for i := range rows {
		w := func(k int) string { return words[(i*7+k*(i%13+1))%len(words)] }
		rows[i] = Row{
			ID:        id(i),
			Title:     fmt.Sprintf("%s %s %s %s, number %d", w(0), w(1), w(2), w(3), i),
			Publisher: "The " + w(4),
			Published: fmt.Sprintf("%d-%02d-%02d", 1990+i%36, 1+i%12, 1+i%28),
			Passages:  i % 7, Grade: "B2", Marking: "TLP:CLEAR",
		}
	}
	return rows
}

func BenchmarkFill(b *testing.B) {
	rows := manyRows(100_000)
	var c catalogue
	for b.Loop() {
		c.fill(rows)
	}
}

func BenchmarkFilter(b *testing.B) {
	var c catalogue
	c.fill(manyRows(100_000))
	for b.Loop() {
		c.filter("mon tar 2001", "")
	}
}

func BenchmarkSortByTitle(b *testing.B) {
	var c catalogue
	c.fill(manyRows(100_000))
	for b.Loop() {
		c.sortBy(ByTitle)
	}
}
