package pdftext

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

func TestDump(t *testing.T) {
	dir := os.Getenv("HOME") + "/.cache/bdtest"
	if err := Warm(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	for _, f := range strings.Fields(os.Getenv("PDF")) {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		t0 := time.Now()
		pages := 0
		d, err := Read(context.Background(), data, Options{Cache: dir, Page: func(_, n int) { pages = n }})
		fmt.Printf("\n##### %s: %v, %d pages, %v\n", f, err, pages, time.Since(t0))
		fmt.Printf("INFO %+v\nTITLE %q\nSUB %q\nBY %q\nDATE %q\nWARN %q\n", d.Info, d.Title, d.Subtitle, d.Byline, d.Date, d.Warnings)
		for _, b := range d.Blocks {
			fmt.Printf("[p%s %s %d %d spans %d turns] %s %q\n", b.Page, b.Kind, b.Level, len(b.Spans), len(b.Turns), b.Text, b.Rows)
		}
	}
}
