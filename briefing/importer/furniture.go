package importer

import (
	"regexp"
	"slices"

	"briefdesk/briefing"
)

// Readability finds the part of a page that holds the article; what it leaves
// in around and between the paragraphs is furniture: menus, invitations to
// share and subscribe, teasers for other articles, credits of pictures.
// Furniture is told by three things: it stands before the title or after the
// last prose, it is a link from end to end, or it is a short line of the set
// phrases that all sites use. A line of prose is never furniture.

// dropFurniture removes the furniture from the blocks of a web page.
func (d *draft) dropFurniture() {
	d.blocks = slices.DeleteFunc(d.blocks, func(b block) bool { return briefing.Length(letters(b.text)) < 2 && b.kind != briefing.TextCode })
	d.cutHead()
	d.cutTeasers()
	d.blocks = slices.DeleteFunc(d.blocks, isFurniture)
	d.cutTail()
}

// isProse reports whether b is a paragraph that a reader reads for its sense.
func (b block) isProse() bool {
	const fewest = 12 // words
	return words(b.text) >= fewest && ends(b.text, anyStops) && !b.isLink() || words(b.text) >= 4*fewest
}

// isLink reports whether b is a link from end to end.
func (b block) isLink() bool { return b.linked > 0 && b.linked*10 >= briefing.Length(b.text)*9 }

// cutHead drops all up to the title, where it stands before any prose, and the
// menu that comes before the article where it does not.
func (d *draft) cutHead() {
	prose := slices.IndexFunc(d.blocks, block.isProse)
	if prose < 0 {
		return
	}
	title := letters(d.article.Title.Value)
	head := d.blocks[:prose]
	cut := slices.IndexFunc(head, func(b block) bool { return letters(b.text) == title }) + 1
	for cut < prose && head[cut].isLink() {
		cut++
	}
	kept := slices.DeleteFunc(slices.Clone(head[cut:]), func(b block) bool {
		return dateline.MatchString(b.text) && words(b.text) <= 15 || bareURL.MatchString(b.text)
	})
	d.blocks = append(kept, d.blocks[prose:]...)
}

// cutTeasers drops the links that follow a line which announces some, and
// paragraphs that are nothing but a link with the words of a headline.
func (d *draft) cutTeasers() {
	announced := false
	d.blocks = slices.DeleteFunc(d.blocks, func(b block) bool {
		switch {
		case teaserLabel.MatchString(b.text) && words(b.text) <= 6:
			announced = true
			return true
		case b.isLink() && (announced || b.kind == briefing.TextParagraph && words(b.text) >= 6):
			return true
		}
		announced = false
		return false
	})
}

// cutTail drops links and headings that no text follows.
func (d *draft) cutTail() {
	last := len(d.blocks)
	for last > 1 && (d.blocks[last-1].isLink() || d.blocks[last-1].kind == briefing.TextHeading) {
		last--
	}
	d.blocks = d.blocks[:last]
}

func isFurniture(b block) bool {
	const longest = 40 // words
	switch b.kind {
	case briefing.TextCode, briefing.TextTable:
		return false
	}
	n := words(b.text)
	return n <= 12 && label.MatchString(b.text) || n <= longest && invitation.MatchString(b.text)
}

var (
	bareURL  = regexp.MustCompile(`^https?://\S+$`)
	dateline = regexp.MustCompile(`(?i)^\W*((first )?(published|posted|updated|last updated|modified)\b|((mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? )?((jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}|\d{1,2} (jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\b.{0,6}\d{4}.{0,30}$)`)

	// teaserLabel announces links to other articles.
	teaserLabel = regexp.MustCompile(`(?i)^\W*((you may|you might|we) (also )?(like|recommend)|(related|recommended|popular|latest|top|more|trending|featured)( (on|from|in)\b.*| (great )?(\w+ )?(news|stories|articles|posts|topics|links|coverage|content|reading|videos?))?|more great .* stories|(read|see|see also|read also|watch|also read)( more| next| also)?|don['’]t miss|most (read|popular|viewed)|what to read next|breaking news)\s*[:.]?$`)

	// label is a whole line that a page prints beside its text.
	label = regexp.MustCompile(`(?i)^\W*(advert(isement|s)?|sponsored( content)?|(story|article) continues below.*|continue reading.*|share( (this|on|via)\b.*)?|(post |leave a |view |add |\d+ )?(comments?|reply)\b[\s\d()+:]*|print( this)?( article| page)?|e-?mail( this)?|tweet|close|captions?|photos?|gallery|sign (in|up)|log in|subscribe( now)?|(image|photo|slide|picture) \d+ (of|/)[\s/]*\d+|image copyright.*|(image |photo |picture )?(credits?|source|via getty)\s?:.*|photos?( by)?\s?: .*|\(?image( credit)?\s?:.*|copyright\b.*|©.*|all rights reserved.*|(first )?published\s?:.*|(last )?updated\s?:.*|skip to .*|back to top|tags?\s?:.*|filed under\s?:.*|loading\b.*|(related|read more|see more|see also|read also|also read|more|watch|don['’]t miss)\s?:\s.*|click here\b.*|whatsapp|facebook|twitter|\d+ (min|minutes?) read)\W*$`)

	// invitation is what pages ask of their readers.
	invitation = regexp.MustCompile(`(?i)^\W*((read more|related|see more|see also|also read|don['’]t miss)\s?:|(please )?(subscribe|sign up|register|log in|join)\b.{0,60}\b(newsletters?|emails?|inbox|channel|forums?|stories|daily|free|updates|alerts|telegram|whatsapp)\b|(get|receive)\b.{0,60}\b(inbox|newsletters?|alerts|letterbox)\b|follow\b.{0,80}\b(twitter|instagram|facebook|linkedin|telegram|youtube|x)\b|(like|find) us on\b|click here (to|for)\b|download (the|our) .{0,20}\bapp\b|have a tip\?|share your\b.{0,40}\b(comments?|thoughts)\b|.{0,60}\b(can|may) be reached at\b.{0,40}@|every day we send an email|want more \w+\? )`)
)
