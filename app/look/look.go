// Package look says how the program looks: its theme, colours, type, icons and
// the few widgets that several panes share.
//
// Colours are names (Paper, Ink, Soft…) and types of text are values (RowTitle,
// Meta…); neither belongs to a widget. A pane draws itself with a Painter, which
// places text on baselines and keeps canvas objects from one filling to the
// next. What is drawn takes its colours from the theme of the running program
// at that time, so a pane follows a change of theme by filling itself again in
// Refresh.
//
// The surprise: sizes of text are whole units only. Fyne rounds the advance to
// the next whole size, so text at 12.5 would be spaced as if it were 13.
package look
