package layout

// informationMemo is the memo of the American State Department that asks for
// nothing: the action memo with nothing to approve.
func informationMemo(paper Size) style {
	st := actionMemo(paper)
	st.memo = "Information memo"
	return st
}
