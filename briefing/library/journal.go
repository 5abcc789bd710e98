package library

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"briefdesk/briefing"
)

// The bounds of the journal: what is older than the newest steps, or than the
// newest bytes of Data, is forgotten.
const (
	maxSteps     = 200
	maxStepBytes = 16 << 20
)

// Step is one step of undo. What its Data says is known to who wrote it.
type Step struct {
	Name string
	Data []byte
	// Needs are snapshots that undoing or redoing the step would bring back; they
	// are kept as long as the step.
	Needs []briefing.Hash
	// Images are needed in the same way. The library takes those that it does not
	// have; read back, they are among Needs.
	Images []briefing.Image
}

// Journal is the steps of undo, oldest first. In a Batch it replaces what the
// library has from step First on, and the zero Journal empties it.
//
// Steps are numbered one by one, and a number stays with its step when older
// ones are forgotten: at most 200 steps and 16 MB of Data are kept. A gap before
// First forgets all that is older.
type Journal struct {
	First int // the number of Steps[0], from 0
	Steps []Step
	// Done is the number after the last step that is done; from there on they
	// have been undone. A Journal that is read back with Done outside First and
	// First+len(Steps) is of no use.
	Done int
}

// Journal returns the journal of undo as the last batch that had one left it.
func (l *Library) Journal(ctx context.Context) (Journal, error) {
	j, err := readJournal(ctx, l.read)
	if err != nil {
		return Journal{}, fmt.Errorf("read the journal of undo: %w", explain(err))
	}
	return j, nil
}

func readJournal(ctx context.Context, db *sql.DB) (j Journal, err error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // one state of the library
	if err != nil {
		return j, err
	}
	defer tx.Rollback()
	if err := tx.QueryRowContext(ctx, "SELECT done FROM library").Scan(&j.Done); err != nil {
		return j, err
	}
	j.First = j.Done // of an empty journal
	for row, err := range rows(ctx, tx, "SELECT n, name, data FROM steps ORDER BY n") {
		var n int
		var s Step
		if err == nil {
			err = row.Scan(&n, &s.Name, &s.Data)
		}
		if err != nil {
			return j, err
		}
		if len(j.Steps) == 0 {
			j.First = n
		} else if n != j.First+len(j.Steps) {
			return j, damaged("step %d of the journal is missing", j.First+len(j.Steps))
		}
		j.Steps = append(j.Steps, s)
	}
	return j, readNeeds(ctx, tx, &j)
}

func readNeeds(ctx context.Context, db querier, j *Journal) error {
	for row, err := range rows(ctx, db, "SELECT step, snapshot FROM step_snapshots ORDER BY step, snapshot") {
		var n int
		var hash briefing.Hash
		if err == nil {
			err = row.Scan(&n, fixed(hash[:]))
		}
		if err != nil {
			return err
		}
		i := n - j.First
		if i < 0 || i >= len(j.Steps) {
			return damaged("step %d of the journal is missing", n)
		}
		j.Steps[i].Needs = append(j.Steps[i].Needs, hash)
	}
	return nil
}

func (w *writer) putJournal(j *Journal) error {
	if j == nil {
		return nil
	}
	if err := w.replaceSteps(*j); err != nil {
		return fmt.Errorf("journal of undo: %w", err)
	}
	return nil
}

func (w *writer) replaceSteps(j Journal) error {
	if j.First < 0 || j.Done < 0 {
		return errors.New("steps are numbered from 0")
	}
	first := j.First
	var next sql.NullInt64
	if err := w.tx.QueryRowContext(w.ctx, "SELECT max(n) + 1 FROM steps").Scan(&next); err != nil {
		return err
	}
	if int64(first) > next.Int64 {
		first = 0
	}
	if err := w.forgetSteps("n >= ?", first); err != nil {
		return err
	}
	for i, s := range j.Steps {
		if err := w.putStep(j.First+i, s); err != nil {
			return err
		}
	}
	// The newest that fit are those before which no more than the bounds have passed.
	if err := w.forgetSteps(`n <= (SELECT max(n) FROM
		(SELECT n, row_number() OVER newest AS steps, sum(length(data)) OVER newest AS bytes
			FROM steps WINDOW newest AS (ORDER BY n DESC))
		WHERE steps > ? OR bytes > ?)`, maxSteps, maxStepBytes); err != nil {
		return err
	}
	_, err := w.exec("UPDATE library SET done = ?", j.Done)
	return err
}

// forgetSteps deletes the steps that a condition holds for.
func (w *writer) forgetSteps(condition string, args ...any) error {
	cut, err := w.exec("DELETE FROM step_snapshots WHERE step IN (SELECT n FROM steps WHERE "+condition+")", args...)
	if err != nil {
		return err
	}
	n, err := cut.RowsAffected()
	if err != nil {
		return err
	}
	w.loose = w.loose || n > 0
	_, err = w.exec("DELETE FROM steps WHERE "+condition, args...)
	return err
}

func (w *writer) putStep(n int, s Step) error {
	if _, err := w.exec("INSERT INTO steps (n, name, data) VALUES (?, ?, ?)", n, s.Name, append([]byte{}, s.Data...)); err != nil {
		return err
	}
	needs := slices.Clip(s.Needs)
	for _, image := range s.Images {
		needs = append(needs, image.Hash)
		if image.Data == nil {
			continue
		}
		if err := w.putBytes(image.Hash, image.Data); err != nil {
			return fmt.Errorf("image %v: %w", image.Hash, err)
		}
	}
	for _, hash := range needs {
		_, err := w.exec("INSERT INTO step_snapshots (step, snapshot) VALUES (?, ?) ON CONFLICT DO NOTHING", n, hash[:])
		if err != nil {
			return err
		}
	}
	return nil
}
