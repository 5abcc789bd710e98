package session

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/markdown"
	"briefdesk/briefing/marking"
	"briefdesk/briefing/quote"
)

// The demonstration: files of the samples, and the date on which it takes place.
const (
	demoArticle  = "pakistan-us-counterterrorism-alliance.txt"
	demoBriefing = "demo-briefing.md"
	demoDate     = "2025-09-21"
)

// Demo does the whole job on a sample article: it imports it, saves passages
// and arranges a briefing, which it returns. Done again, it finds what is there
// already. samples holds the article, and the briefing as Markdown in which
// each line “> — passage: “words”” stands for a passage to be saved.
func (s *Session) Demo(ctx context.Context, im importer.Importer, samples fs.FS, profiles marking.Profiles) (briefing.Briefing, error) {
	article, err := s.demoArticle(ctx, im, samples)
	if err != nil {
		return briefing.Briefing{}, err
	}
	form, err := fs.ReadFile(samples, demoBriefing)
	if err != nil {
		return briefing.Briefing{}, err
	}
	var text strings.Builder
	for line := range strings.Lines(string(form)) {
		if words, ok := strings.CutPrefix(strings.TrimSpace(line), "> — passage: “"); ok {
			p, err := s.demoPassage(ctx, article, strings.TrimSuffix(words, "”"))
			if err != nil {
				return briefing.Briefing{}, err
			}
			line = fmt.Sprintf("> — passage: %v\n", p.ID)
		}
		text.WriteString(line)
	}
	return s.demoBriefing(ctx, text.String(), profiles)
}

func (s *Session) demoArticle(ctx context.Context, im importer.Importer, samples fs.FS) (briefing.ID, error) {
	data, err := fs.ReadFile(samples, demoArticle)
	if err != nil {
		return briefing.ID{}, err
	}
	items, err := im.Read(ctx, demoArticle, data, nil)
	if err != nil {
		return briefing.ID{}, err
	}
	imported, err := s.Import(items, data, demoDate)
	if err != nil {
		return briefing.ID{}, err
	}
	return imported[0].Article, nil
}

// demoPassage saves the passage with these words, unless it is there already.
func (s *Session) demoPassage(ctx context.Context, article briefing.ID, words string) (briefing.Passage, error) {
	saved, err := s.Passages(ctx, article)
	if err != nil {
		return briefing.Passage{}, err
	}
	if i := slices.IndexFunc(saved, func(p briefing.Passage) bool { return quote.Fold(p.Exact) == quote.Fold(words) }); i >= 0 {
		return saved[i], nil
	}
	return s.Clip(article, words, []string{"counter-terrorism"})
}

// demoBriefing saves the briefing, unless it is there already. One that was
// edited since is the user's own.
func (s *Session) demoBriefing(ctx context.Context, text string, profiles marking.Profiles) (briefing.Briefing, error) {
	b, _, err := s.ReadBriefing(text, nil, profiles)
	if err != nil {
		return briefing.Briefing{}, err
	}
	rows, err := s.Briefings(ctx)
	if err != nil {
		return briefing.Briefing{}, err
	}
	for _, row := range rows {
		old, err := s.Briefing(row.ID)
		if err != nil {
			return briefing.Briefing{}, err
		}
		if markdown.Write(old, profiles, nil) == markdown.Write(b, profiles, nil) {
			return old, nil
		}
	}
	return b, s.Do("Demonstration", func(tx *Tx) error { return tx.PutBriefing(b) })
}

// ReadBriefing reads a Markdown briefing whose passages are in the library, and
// gives it an identifier. It is not saved. Its images are read from the folder
// that it is in, which may be nil. What is wrong with the note itself comes back
// as findings.
func (s *Session) ReadBriefing(text string, folder fs.FS, profiles marking.Profiles) (briefing.Briefing, []briefing.Finding, error) {
	b, findings, alone, err := ReadAlone(text, folder, profiles)
	if err != nil || alone {
		return b, findings, err
	}
	sources, err := s.Sources(b)
	if err != nil {
		return briefing.Briefing{}, nil, err
	}
	if len(sources) > 0 { // whose words say what was edited
		b, findings, err = markdown.Read(text, profiles, sources)
	}
	if err != nil {
		return briefing.Briefing{}, nil, err
	}
	b.ID = briefing.NewID()
	if err := s.recallImages(b.Blocks); err != nil {
		return briefing.Briefing{}, nil, err
	}
	return b, append(findings, loadImages(&b, folder)...), nil
}

// ReadAlone is ReadBriefing of a note that needs no library: one that names neither
// a passage nor an image that is called by its hash. It reports whether the note is
// one; of another there are only the words.
func ReadAlone(text string, folder fs.FS, profiles marking.Profiles) (b briefing.Briefing, findings []briefing.Finding, alone bool, err error) {
	b, findings, err = markdown.Read(text, profiles, nil)
	if err != nil {
		return briefing.Briefing{}, nil, false, err
	}
	if len(manuscript.Cited(b)) > 0 || slices.ContainsFunc(b.Blocks, showsKept) {
		return b, findings, false, nil
	}
	b.ID = briefing.NewID()
	return b, append(findings, loadImages(&b, folder)...), true, nil
}

// NewBriefing saves a briefing as a step of undo.
func (s *Session) NewBriefing(b briefing.Briefing) error {
	return s.Do("New briefing “"+b.Title+"”", func(tx *Tx) error { return tx.PutBriefing(b) })
}
