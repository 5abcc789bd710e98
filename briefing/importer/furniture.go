package importer

import (
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// Readability finds the part of a page that holds the article; what it leaves
// in around and between the paragraphs is furniture: menus, invitations to
// share and subscribe, teasers for other articles, credits of pictures, who
// the author is. Furniture is told by four things: it stands before the title
// or after the last prose, it is a link from end to end, it says again what was
// said, or it is a line of the set phrases that all sites use. A line of prose
// in the midst of others is never furniture.

// dropFurniture removes the furniture from the blocks of a web page.
func (d *draft) dropFurniture() {
	d.blocks = slices.DeleteFunc(d.blocks, func(b block) bool { return briefing.Length(letters(b.text)) < 2 && b.kind != briefing.TextCode })
	d.trimCredits()
	d.cutHead()
	d.cutTeasers()
	d.dropSetPhrases()
	d.cutTail()
	d.dropEchoes()
}

// trimCredits cuts from captions whose pictures they name. A paragraph that
// ends with such a credit is a caption, and one of nothing else is dropped.
func (d *draft) trimCredits() {
	const longest = 60 // words
	kept := d.blocks[:0]
	for _, b := range d.blocks {
		if b.kind == briefing.TextCaption || b.kind == briefing.TextParagraph && words(b.text) <= longest {
			if at := creditAt(b); at >= 0 {
				b = b.cutAt(at)
				b.kind, b.level = briefing.TextCaption, 0
			}
		}
		if b.text != "" {
			kept = append(kept, b)
		}
	}
	d.blocks = kept
}

// creditAt is the byte at which the credit that ends b begins, or -1.
func creditAt(b block) int {
	const longest = 160 // bytes
	from := max(len(b.text)-longest, 0)
	tail := b.text[from:]
	if m := credit.FindStringIndex(tail); m != nil {
		return from + m[0]
	}
	if b.kind != briefing.TextCaption {
		return -1
	}
	if words(b.text) <= 6 && !ends(b.text, fullStops) && agency.MatchString(b.text) {
		return 0
	}
	if m := looseCredit.FindStringIndex(tail); m != nil {
		return from + m[0]
	}
	return -1
}

var (
	// credit ends a caption and nothing else: in brackets, or after its label.
	credit = pattern.New(`(?i)\s*(\((photos?|images?|pictures?|photograph|credits?|source|courtesy|illustration|file photo|screenshot|ap photo)\b[^()]{0,120}\)|\((ap|afp|epa|reuters|getty( images)?|[\p{L} .]{1,40}/[\p{L}/ .]{1,40})\)|\(?(photo|image|picture) ?(credits?|courtesy|source|by)\b ?:?.{0,100}|((?-i:Credit)|\bcredit) ?(:|\.\.\.|…).{0,100})\s*\.?$`)
	// looseCredit may end a caption, but also a sentence.
	looseCredit = pattern.New(`(?i)\s*(\bphotos?( by)? ?: ?.{0,80}|\bphotographs? by .{0,80}|©.{0,80}|\bcourtesy( of|:) .{0,80}|\bsource ?: .{0,80}|\([\p{L}. ]{1,40}(co\.|images|press)\))$`)
	agency      = pattern.New(`\b(Getty|Reuters|REUTERS|AP|AFP|EPA|Shutterstock|Alamy|iStock|Images|Bloomberg|Flickr|Wikimedia|Unsplash|Courtesy|courtesy|Photo|photo|Handout)\b`)
)

// cutAt is b up to a byte of its text.
func (b block) cutAt(at int) block {
	b.text = strings.TrimRight(b.text[:at], " \n|-–—")
	n := briefing.Length(b.text)
	b.linked = min(b.linked, n)
	b.spans = slices.DeleteFunc(slices.Clone(b.spans), func(sp briefing.Span) bool { return sp.End > n })
	return b
}

// dropEchoes removes captions that stand there already, word for word, as in
// slide shows.
func (d *draft) dropEchoes() {
	said := map[string]bool{}
	d.blocks = slices.DeleteFunc(d.blocks, func(b block) bool {
		l := letters(b.text)
		isEcho := b.kind == briefing.TextCaption && said[l]
		said[l] = true
		return isEcho
	})
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
	prose := slices.IndexFunc(d.blocks, func(b block) bool { return b.kind != briefing.TextCaption && b.isProse() && !d.isSigning(b) })
	if prose < 0 {
		return
	}
	title := letters(d.article.Title.Value)
	head := d.blocks[:prose]
	cut := 1 + slices.IndexFunc(head, func(b block) bool { return letters(b.text) == title || b.isTrail(title) })
	for cut < prose && head[cut].isLink() {
		cut++
	}
	kept := slices.DeleteFunc(slices.Clone(head[cut:]), func(b block) bool {
		return isDateLine(b.text) || words(b.text) <= 10 && !ends(b.text, fullStops) && dateIn(b.text) != "" || dateline.MatchString(b.text) && words(b.text) <= 15 || bareURL.MatchString(b.text) ||
			d.isSigning(b) || prose-cut <= crowded && b.isKicker()
	})
	d.blocks = append(kept, d.blocks[prose:]...)
}

// crowded is how many short lines may stand above an article: more are part of it.
const crowded = 6

// isTrail reports whether b is the way to the article, from the home page down
// to its title.
func (b block) isTrail(title string) bool {
	return title != "" && words(b.text) <= 40 && b.linked > 0 && strings.HasSuffix(letters(b.text), title) && b.kind != briefing.TextHeading
}

// isKicker reports whether b is one of the few words over or under a title:
// a section, a rank, a label.
func (b block) isKicker() bool {
	const most = 5 // words
	return b.kind == briefing.TextParagraph && words(b.text) <= most && !ends(b.text, anyStops) && !strings.Contains(b.text, ",")
}

// isSigning reports whether b, at the head of the article, says who wrote it.
func (d *draft) isSigning(b block) bool {
	const most = 25 // words
	if words(b.text) > most || b.kind == briefing.TextHeading {
		return false
	}
	by := letters(d.article.Byline.Value)
	return byline.MatchString(b.text) && (!ends(b.text, fullStops) || anyDate.MatchString(b.text)) ||
		len(by) > 4 && strings.Contains(letters(b.text), by) && words(b.text) <= words(d.article.Byline.Value)+8 && !ends(b.text, fullStops)
}

// isDateLine reports whether text is nothing but a date or an hour.
func isDateLine(text string) bool {
	const most = 14 // words
	if words(text) > most || !strings.ContainsAny(text, "0123456789") {
		return false
	}
	return !threeLetters.MatchString(dateWords.ReplaceAllString(text, " "))
}

var (
	anyDate      = pattern.New(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\d{1,2}:\d{2}|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b`)
	dateWords    = pattern.New(`(?i)\b((mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?|(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*|today|yesterday|published|updated|posted|modified|created|last|first|on|at|time|date|from|gmt|utc|e[sd]?t|p[sd]t|c[sd]?t|ist|bst|hst|a\.?m|p\.?m|uhr|le|am|um|den|ago|hours?|minutes?|mins?|days?|read|th|st|nd|rd)\b`)
	threeLetters = pattern.New(`\p{L}{3}`)
)

// cutTeasers drops the links that follow a line which announces some, and
// paragraphs that are nothing but a link with the words of a headline.
func (d *draft) cutTeasers() {
	announced := false
	d.blocks = slices.DeleteFunc(d.blocks, func(b block) bool {
		switch {
		case teaserLabel.MatchString(b.text) && words(b.text) <= 6:
			announced = true
			return true
		case b.isLinkList():
			return true
		case b.isLink() && (announced || b.kind == briefing.TextParagraph && words(b.text) >= 6):
			return true
		}
		announced = false
		return false
	})
}

// isLinkList reports whether b is several links in a row that make no sentence.
func (b block) isLinkList() bool {
	links := 0
	for _, sp := range b.spans {
		if sp.Kind == briefing.SpanLink {
			links++
		}
	}
	return links > 1 && b.kind == briefing.TextParagraph && b.linked*10 >= briefing.Length(b.text)*6 && !ends(b.text, fullStops)
}

// cutTail drops what stands below the last words of the article: links and
// headings that no text follows, who the author is, who else had a hand in it.
func (d *draft) cutTail() {
	const tail = 6 // blocks
	d.cutAbout()
	d.cutCards()
	last := len(d.blocks)
	for last > 1 && len(d.blocks)-last < 2*tail && d.isTail(last-1) {
		last--
	}
	d.blocks = d.blocks[:last]
}

// cutAbout drops all from a heading that announces the author, where little
// but that follows it.
func (d *draft) cutAbout() {
	const most = 5 // blocks
	n := len(d.blocks)
	for i := max(n-most, 1); i < n; i++ {
		if words(d.blocks[i].text) <= 5 && aboutLabel.MatchString(d.blocks[i].text) {
			d.blocks = d.blocks[:i]
			return
		}
	}
}

// cutCards drops a run of headlines, each with a line or none, below the last
// words of the article.
func (d *draft) cutCards() {
	const fewest, longest = 6, 15 // blocks, words
	headings, at := 0, len(d.blocks)
	for ; at > 1; at-- {
		b := d.blocks[at-1]
		isLine := b.kind == briefing.TextParagraph || b.kind == briefing.TextCaption || b.kind == briefing.TextHeading
		if !isLine || words(b.text) > longest || ends(b.text, fullStops) {
			break
		}
		if b.kind == briefing.TextHeading {
			headings++
		}
	}
	if run := len(d.blocks) - at; run >= fewest && headings*3 >= run {
		d.blocks = d.blocks[:at]
	}
}

// isTail reports whether block i, with nothing but furniture below it, is
// furniture too.
func (d *draft) isTail(i int) bool {
	b := d.blocks[i]
	n := words(b.text)
	switch {
	case b.kind == briefing.TextCode || b.kind == briefing.TextTable:
		return false
	case b.isLink(), b.kind == briefing.TextHeading, b.kind == briefing.TextListItem && b.linked*2 >= briefing.Length(b.text):
		return true
	case n <= 60 && (hands.MatchString(b.text) || rights.MatchString(b.text)), n <= 45 && asks.MatchString(b.text) && !d.isItemAmongOthers(i), isDateLine(b.text):
		return true
	case n <= 80 && d.isAboutAuthor(b):
		return true
	}
	return false
}

// isAboutAuthor reports whether b introduces who signed the article, or
// somebody by a trade that signs articles.
func (d *draft) isAboutAuthor(b block) bool {
	by := letters(d.article.Byline.Value)
	name, _, isA := strings.Cut(b.text, " is ")
	if !isA || words(name) > 5 {
		return false
	}
	who := letters(name)
	return len(who) > 4 && strings.Contains(by, who) || author.MatchString(b.text)
}

var (
	aboutLabel = pattern.New(`(?i)^\W*(about (the )?(authors?|writers?|contributors?)|(author|writer)( bio| biography| profile)?|written by|meet the author)\W*$`)
	author     = pattern.New(`^(\p{Lu}[\p{L}'’.-]*\s+){2,4}is (an? |the |our |\p{L}+['’]s )?([\p{L}'’-]+ ){0,5}(writer|reporter|editor|correspondent|columnist|journalist|blogger|contributor|producer|curator|author)\b`)
	hands      = pattern.New(`(?i)^\W*((additional |with )?(reporting|editing|writing|research|production)( and (editing|writing|reporting))? by\b|reporters?:|editors?:)|\bcontributed to (this|the) (report|story|article|piece|post)\b|^contributing:`)
	rights     = pattern.New(`(?i)(©|\(c\)|copyright)\s*(by |of )?(\d{4}|the )|\ball rights reserved\b|\bmay not be (published|reproduced|redistributed)\b`)
	asks       = pattern.New(`(?i)\b(sign up|signing up|subscribe)\b.{0,80}\b(newsletters?|inbox|daily|podcast|channel|email)\b|\bfollow\b.{0,80}\b(on (twitter|instagram|facebook|linkedin|telegram|youtube|x)|coverage|@\w+)|\bif you (enjoyed|liked) this\b|\b(contact|reach|email|e-mail|write to)\b.{0,60}@|\bclick here\b|\blet us know in the comments\b|\bdownload (the|our) app\b|\bsupport (our|independent) (work|journalism)\b`)
)

// dropSetPhrases removes the set phrases, but not from among the items of a list:
// “Sign up with the same email” is one of the steps there.
func (d *draft) dropSetPhrases() {
	kept := make([]block, 0, len(d.blocks))
	for i, b := range d.blocks {
		if !isFurniture(b) || d.isItemAmongOthers(i) {
			kept = append(kept, b)
		}
	}
	d.blocks = kept
}

// isItemAmongOthers reports whether block i is an item of words, not a link, and
// so is one beside it that is no set phrase.
func (d *draft) isItemAmongOthers(i int) bool {
	isItem := func(i int) bool {
		return i >= 0 && i < len(d.blocks) && d.blocks[i].kind == briefing.TextListItem && !d.blocks[i].isLink()
	}
	isOther := func(i int) bool { return isItem(i) && !isFurniture(d.blocks[i]) }
	return isItem(i) && (isOther(i-1) || isOther(i+1))
}

// isFurniture reports whether b is of the set phrases that may stand anywhere.
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
	bareURL  = pattern.New(`^https?://\S+$`)
	dateline = pattern.New(`(?i)^\W*((first )?(published|posted|updated|last updated|modified)\b|((mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? )?((jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}|\d{1,2} (jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\b.{0,6}\d{4}.{0,30}$)`)

	// teaserLabel announces links to other articles.
	teaserLabel = pattern.New(`(?i)^\W*((you may|you might|we) (also )?(like|recommend)|(related|recommended|popular|latest|top|more|trending|featured)( (on|from|in)\b.*| (great )?(\w+ )?(news|stories|articles|posts|topics|links|coverage|content|reading|videos?))?|more great .* stories|(read|see|see also|read also|watch|also read)( more| next| also)?|don['’]t miss|most (read|popular|viewed)|what to read next|breaking news)\s*[:.]?$`)

	// label is a whole line that a page prints beside its text.
	label = pattern.New(`(?i)^\W*(advert(isement|s)?|sponsored( content)?|(story|article) continues below.*|continue reading.*|share( (this|on|via)\b.*)?|(post |leave a |view |add |\d+ )?(comments?|reply)\b[\s\d()+:]*|print( this)?( article| page)?|e-?mail( this)?|tweet|close|captions?|photos?|gallery|sign (in|up)|log in|subscribe( now)?|(image|photo|slide|picture) \d+ (of|/)[\s/]*\d+|image copyright.*|(image |photo |picture )?(credits?|source|via getty)\s?:.*|photos?( by)?\s?: .*|\(?image( credit)?\s?:.*|copyright\b.*|©.*|all rights reserved.*|(first )?published\s?:.*|(last )?updated\s?:.*|skip to .*|back to top|tags?\s?:.*|filed under\s?:.*|loading\b.*|(related|read more|see more|see also|read also|also read|more|watch|don['’]t miss)\s?:\s.*|click here\b.*|whatsapp|facebook|twitter|\d+ (min|minutes?) read)\W*$`)

	// invitation is what pages ask of their readers.
	invitation = pattern.New(`(?i)^\W*((read more|related|see more|see also|also read|don['’]t miss)\s?:|(please )?(subscribe|sign up|register|log in|join)\b.{0,60}\b(newsletters?|emails?|inbox|channel|forums?|updates|alerts|telegram|whatsapp)\b|(get|receive)\b.{0,60}\b(inbox|newsletters?|alerts|letterbox)\b|follow\b.{0,80}\b(twitter|instagram|facebook|linkedin|telegram|youtube|x)\b|(like|find) us on\b|click here (to|for)\b|download (the|our) .{0,20}\bapp\b|have a tip\?|share your\b.{0,40}\b(comments?|thoughts)\b|.{0,60}\b(can|may) be reached at\b.{0,40}@|every day we send an email|want more \w+\? )`)
)
