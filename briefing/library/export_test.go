package library

// Format is the newest format of a library.
var Format = len(migrations())
