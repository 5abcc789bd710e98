package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/rymdport/portal/filechooser"

	"briefdesk/briefing"
	"briefdesk/briefing/picture"
)

// Images of the open briefing.

// askImage asks for a picture, and puts it before the block at gap.
func (d *desk) askImage(gap int) {
	ask := func() ([]string, error) {
		return filechooser.OpenFile("", "Insert an image", &filechooser.OpenFileOptions{CurrentFolder: d.folder()})
	}
	insert := func(path string) { d.readImage(path, gap) }
	d.native(ask, func(paths []string) { insert(paths[0]) }, func() {
		const says = "A PNG or a JPEG. Only what it shows is kept: no place, time or names that a camera or a program wrote into it."
		d.askPath("Insert an image", "Insert", "", says, d.browseImport, checkImage, insert)
	})
}

// checkImage says why a path is not that of an image.
func checkImage(path string) string {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return "There is no such file."
	}
	return ""
}

// readImage makes a picture of a file, and asks what it shows.
func (d *desk) readImage(path string, gap int) {
	name := filepath.Base(path)
	var image briefing.Image
	work := func(context.Context, func(done, of int)) error {
		if info, err := os.Stat(path); err == nil && info.Size() > picture.MaxFile {
			return fmt.Errorf("%s has %d MB, and an image may have %d; scale it down", name, info.Size()>>20, picture.MaxFile>>20)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if image, err = picture.Read(data); err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		return nil
	}
	d.start("Reading "+name, work, func(err error) {
		if err != nil {
			d.fail("That image cannot be inserted", err)
			return
		}
		d.askImageWords("Insert "+name, "Insert", briefing.Block{Kind: briefing.BlockImage, Image: image}, func(bl briefing.Block) {
			d.insertBlock(gap, bl)
		})
	})
}

// imageUses are what an image can be there for.
var imageUses = []string{"It shows something", "It only decorates"}

// askImageWords asks for the words of an image.
func (d *desk) askImageWords(title, action string, bl briefing.Block, done func(briefing.Block)) {
	use := imageUses[0]
	if bl.Image.Decorative {
		use = imageUses[1]
	}
	fields := []field{
		{label: "Description", value: bl.Image.Alt, placeholder: "What it shows, for those who do not see it", rows: 3},
		{label: "Use", value: use, choices: imageUses},
		{label: "Caption", value: bl.Text, placeholder: "May be left out"},
	}
	d.ask(title, action, fields, func(v []string) {
		bl.Image.Decorative = v[1] == imageUses[1]
		if bl.Image.Alt, bl.Text = v[0], v[2]; bl.Image.Decorative {
			bl.Image.Alt = ""
		}
		done(bl)
	})
}

// hasImage reports whether an image of the open briefing is selected.
func (d *desk) hasImage() bool {
	return d.hasBlock() && d.briefing.Blocks[d.block].Kind == briefing.BlockImage
}

// describeImage asks for the words of an image of the open briefing.
func (d *desk) describeImage(index int) {
	if index >= len(d.briefing.Blocks) {
		return
	}
	was := d.briefing.Blocks[index]
	d.askImageWords("Describe the image", "Save", was, func(bl briefing.Block) {
		d.editNote("Describe image", func(b *briefing.Briefing) {
			if index < len(b.Blocks) && b.Blocks[index].Equal(was) {
				b.Blocks[index] = bl
			}
		})
	})
}

// imageWords are an image in words, as lists of blocks show it.
func imageWords(bl briefing.Block) string {
	switch {
	case bl.Text != "":
		return bl.Text
	case bl.Image.Decorative:
		return "An image that decorates"
	case bl.Image.Alt != "":
		return bl.Image.Alt
	}
	return "An image without a description"
}
