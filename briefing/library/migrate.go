package library

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"sync"
)

// Migrations are numbered from 1 without gaps. Libraries in the field have run
// them, so that a migration, once released, is never edited: add another.
//
//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations are the scripts in order; the format of a library is how many of
// them it has run.
var migrations = sync.OnceValue(func() []string {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	scripts := make([]string, len(names))
	for i, name := range names { // Glob sorts
		data, err := migrationFiles.ReadFile(name)
		if err != nil {
			panic(err) // it is embedded
		}
		scripts[i] = string(data)
	}
	return scripts
})

// migrate brings the database up to date from the format version, one
// transaction a migration.
func migrate(ctx context.Context, db *sql.DB, version int) error {
	scripts := migrations()
	for ; version < len(scripts); version++ {
		if err := runMigration(ctx, db, scripts[version], version+1); err != nil {
			return fmt.Errorf("bring the library to format %d: %w", version+1, err)
		}
	}
	return nil
}

func runMigration(ctx context.Context, db *sql.DB, script string, version int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, script); err != nil {
		return err
	}
	stamp := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, version)
	if _, err := tx.ExecContext(ctx, stamp); err != nil {
		return err
	}
	return tx.Commit()
}
