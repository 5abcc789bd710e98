package layout

// Measures of the lines on which a memo's reader approves each item or not.
const (
	approvalBelow  = 22  // from the item's last baseline to the words
	approvalSecond = 188 // from the first word to the second
	approvalRule   = 110
	approvalToRule = 4 // from the word to its rule
	approvalWeight = 0.6
	approvalUnder  = 1.5 // from the baseline to the rule
	approvalNext   = 22  // from the words to the next item
	afterApprovals = 55  // from the last of them to the next section
)

// approval sets the words and rules below an item, which stay with it.
func (f *flow) approval(words []string, col column) {
	face := f.st.body
	s := strip{above: ascent(face.size), below: descent(face.size)}
	second := min(approvalSecond, col.width/2)
	for i, said := range words {
		x := col.x + Pt(i)*second
		rule := x + f.natural([]span{{text: said, typeface: face}}) + approvalToRule
		s.items = append(s.items, f.text1(said, face, f.tree.add(f.parent, RoleParagraph), x, 0)...)
		s.items = append(s.items, Rect{X: rule, Y: approvalUnder, W: approvalRule, H: approvalWeight})
	}
	if n := len(f.strips); n > 0 {
		f.strips[n-1].bound = true
	}
	f.last = 0
	f.add([]strip{s}, approvalBelow, approvalNext)
}
