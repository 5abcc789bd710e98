"""Edits Word documents in LibreOffice, as readers of a note would.

edit.py IN OUT [PORT]: each IN/NAME.docx is opened once a round and saved as
OUT/NAME.ROUND.docx: as it is, with its fields brought up to date; with words changed;
with paragraphs put in, taken out, moved, split and joined; with headings, cells, items,
notes and details changed. Which words those are is drawn by lot, from the name. A third of
the files is edited with changes tracked, and a third with changes tracked and accepted.
OUT/done.json says what was done in which file. LibreOffice listens on PORT (2002).
"""
import glob, json, os, random, re, sys, time
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

OWN = {"Text body", "Body Text", "Numbered Paragraph", "List Bullet", "List Number", "List Continue", "Extract"}
ITEMS = {"List Bullet", "List Number"}
DETAILS = {"Title", "Fact", "End Matter", "Quotation Source"}


def connected(port):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(100):
        try:
            return resolver.resolve(f"uno:socket,host=localhost,port={port};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.3)
    sys.exit("LibreOffice does not listen")


def prop(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p


def each(container):
    items = container.createEnumeration()
    while items.hasMoreElements():
        yield items.nextElement()


def is_mark(portion):
    """Whether words are a bracket round the figure of a note."""
    return portion.String.strip("\u00a0") in ("[", "]") and "note" in portion.CharStyleName.lower()


class Para:
    """A paragraph: its words without the marks of notes, and the block that it is of."""

    def __init__(self, p):
        self.p, self.style, self.block, self.words, self.plain = p, p.ParaStyleName, "", "", True
        open_blocks = []
        for portion in each(p):
            kind = portion.TextPortionType
            if kind == "Bookmark" and portion.Bookmark.Name.startswith("block"):
                name = portion.Bookmark.Name
                if portion.IsStart:
                    open_blocks.append(name)
                    self.block = self.block or name
                elif name in open_blocks:
                    open_blocks.remove(name)
            elif kind == "Text" and not is_mark(portion):
                self.words += portion.String
                self.block = self.block or (open_blocks[0] if open_blocks else "")
            elif kind == "ContentControl":
                self.words += "".join(o.String for o in each(portion.ContentControl) if o.TextPortionType == "Text" and not is_mark(o))
            elif kind in ("Footnote", "TextField", "TextContent"):
                self.plain = False


class Editor:
    def __init__(self, context, doc, lot):
        self.context, self.doc, self.lot, self.done, self.used = context, doc, lot, [], set()
        self.paras, self.cells = [], []
        for p in each(doc.Text):
            if p.supportsService("com.sun.star.text.TextTable"):
                self.paras.append(None)  # nothing is next to a table
                cells = [q for name in p.CellNames for q in each(p.getCellByName(name))]
                self.cells += [Para(q) for q in cells if q.supportsService("com.sun.star.text.Paragraph") and q.ParaStyleName == "Table Text"]
            else:
                self.paras.append(Para(p))

    def say(self, op, was, now="", **more):
        self.done.append({"op": op, "was": was, "is": now, **more})

    def dispatch(self, command, **args):
        """Does what the menu of that name does, at the cursor of the window."""
        helper = self.context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", self.context)
        helper.executeDispatch(self.doc.CurrentController.Frame, command, "", 0, tuple(prop(*a) for a in args.items()))

    def find(self, snippet, p):
        """The place of words that stand once in a paragraph."""
        search = self.doc.createSearchDescriptor()
        search.SearchString, search.SearchCaseSensitive = snippet, True
        found = self.doc.findAll(search)
        text = p.p.Text
        for place in (found.getByIndex(i) for i in range(found.Count)):
            try:
                if text.compareRegionStarts(p.p.Start, place) >= 0 and text.compareRegionEnds(place, p.p) >= 0:
                    return place
            except Exception:  # it stands in another text, such as a cell
                pass
        return None

    def pick(self, fits, beside=0):
        """A paragraph that fits, with so many after it that nothing was done to."""
        words = [p.words for p in self.paras if p]
        places = [i for i, p in enumerate(self.paras) if p and i not in self.used and words.count(p.words) == 1 and fits(i)]
        self.lot.shuffle(places)
        for i in places:
            around = range(i, i + beside + 1)
            if not self.used.intersection(range(i - 1, i + beside + 2)) and all(j < len(self.paras) and self.paras[j] for j in around):
                self.used.update(around)
                return i
        return -1

    def own(self, i):
        p = self.paras[i]
        return p.style in OWN and p.block and len(p.words) > 3

    def change(self, op, p, snippet, by):
        """Puts words in the place of others that stand once in a paragraph."""
        place = self.find(snippet, p)
        if place is None or p.words.count(snippet) != 1:
            return False
        place.String = by
        self.say(op, p.words, p.words.replace(snippet, by))
        return True

    def changeWord(self, op, p, by):
        """Changes a word that stands once."""
        words = [w for w in re.findall(r"[^\W\d_]{3,}", p.words) if p.words.count(w) == 1]
        self.lot.shuffle(words)
        return any(self.change(op, p, w, by) for w in words)

    # Rounds. Each is what one reader does.

    def untouched(self):
        self.dispatch(".uno:UpdateAll")

    def words(self):
        i = self.pick(self.own)
        if i >= 0:
            self.changeWord("own", self.paras[i], "harmonium")
        i = self.pick(lambda i: self.own(i) and len(self.sentences(i)) > 1)
        if i >= 0:
            sentence = self.lot.choice(self.sentences(i))
            self.change("sentence", self.paras[i], sentence, "")
        i = self.pick(lambda i: self.paras[i].style == "Quote" and len(self.paras[i].words) > 8)
        if i >= 0:
            self.changeWord("quotation", self.paras[i], "bassoon")
        for fits in (lambda i: self.own(i), lambda i: self.paras[i].style == "Quote"):
            i = self.pick(fits)
            if i >= 0:
                self.remark(self.paras[i])

    def sentences(self, i):
        p = self.paras[i]
        return [s for s in re.findall(r"[^.?!]+[.?!] ?", p.words) if len(s) > 8 and p.words.count(s) == 1 and s != p.words and s in p.words]

    def remark(self, p):
        words = [w for w in re.findall(r"[^\W\d_]{3,}", p.words) if p.words.count(w) == 1 and self.find(w, p)]
        if not words:
            return
        on = self.lot.choice(words)
        self.doc.CurrentController.select(self.find(on, p))
        self.dispatch(".uno:InsertAnnotation", Text=f"Is “{on}” so?", Author="A reader")
        self.say("comment", p.words, f"Is “{on}” so?")

    def structure(self):
        text = self.doc.Text
        both = lambda i: i + 1 < len(self.paras) and self.paras[i + 1] and self.own(i) and self.own(i + 1)
        i = self.pick(both, beside=1)
        if i >= 0:
            self.moveDown(i)
        i = self.pick(both, beside=1)
        if i >= 0:
            p, q = self.paras[i], self.paras[i + 1]
            cursor = text.createTextCursorByRange(p.p.End)
            cursor.gotoRange(q.p.Start, True)
            cursor.String = " "
            self.say("join", p.words, q.words)
        i = self.pick(lambda i: self.own(i) and self.splits(i))
        if i >= 0:
            p = self.paras[i]
            at = self.splits(i)
            place = self.find(at, p)
            text.insertControlCharacter(place.End, PARAGRAPH_BREAK, False)
            head = p.words[: p.words.index(at) + len(at)]
            self.say("split", p.words, head, rest=p.words[len(head):])
        i = self.pick(self.own)
        if i >= 0:
            p = self.paras[i]
            cursor = text.createTextCursorByRange(p.p.End)
            text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
            text.insertString(cursor, "A paragraph about a bassoon.", False)
            self.say("insert", p.words, "A paragraph about a bassoon.")
        i = self.pick(lambda i: self.own(i) and i + 1 < len(self.paras) and self.paras[i + 1], beside=1)
        if i >= 0:
            p = self.paras[i]
            cursor = text.createTextCursorByRange(p.p.Start)
            cursor.gotoRange(self.paras[i + 1].p.Start, True)
            cursor.String = ""
            self.say("delete", p.words)

    def splits(self, i):
        """Where a paragraph may be split: the end of a sentence that is not its last."""
        for s in self.sentences(i):
            if not self.paras[i].words.endswith(s) and self.find(s, self.paras[i]):
                return s
        return ""

    def moveDown(self, i):
        p, q = self.paras[i], self.paras[i + 1]
        self.doc.CurrentController.ViewCursor.gotoRange(p.p.Start, False)
        self.dispatch(".uno:MoveDown")
        self.say("move", p.words, over=q.words)

    def parts(self):
        i = self.pick(lambda i: self.paras[i].style.startswith("Heading") and self.paras[i].block)
        if i >= 0:
            self.changeWord("heading", self.paras[i], "Bassoon")
        all = [p.words for p in self.cells]
        cells = [p for p in self.cells if p.plain and len(p.words) > 2 and all.count(p.words) == 1]
        self.lot.shuffle(cells)
        any(self.changeWord("cell", p, "oboe") for p in cells)
        i = self.pick(lambda i: self.own(i) and self.paras[i].style in ITEMS)
        if i >= 0:
            self.changeWord("item", self.paras[i], "clarinet")
        i = self.pick(lambda i: self.paras[i].style in DETAILS)
        if i >= 0:
            self.changeWord("detail", self.paras[i], "Trombone")
        if self.doc.Footnotes.Count + self.doc.Endnotes.Count > 0:
            notes = [all.getByIndex(i) for all in (self.doc.Footnotes, self.doc.Endnotes) for i in range(all.Count)]
            note = self.lot.choice(notes)
            was = note.String.lstrip("[] ")  # round its figure
            note.insertString(note.End, " And a tuba.", False)
            self.say("note", was, was + " And a tuba.")


def edit(context, doc, name, at, round):
    lot = random.Random(name + round)
    tracked, accepted = at % 3 > 0, at % 3 == 2
    editor = Editor(context, doc, lot)
    doc.RecordChanges = tracked
    getattr(editor, round)()
    if accepted:
        editor.dispatch(".uno:AcceptAllTrackedChanges")
    return editor.done


def main():
    context = connected(sys.argv[3] if len(sys.argv) > 3 else "2002")
    desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
    done, url = {}, lambda path: uno.systemPathToFileUrl(os.path.abspath(path))
    for at, path in enumerate(sorted(glob.glob(os.path.join(sys.argv[1], "*.docx")))):
        name = os.path.basename(path)[:-5]
        for turn, round in enumerate(("untouched", "words", "structure", "parts")):
            doc = desktop.loadComponentFromURL(url(path), "_blank", 0, (prop("Hidden", True),))
            done[f"{name}.{round}"] = edit(context, doc, name, at + turn, round)
            doc.storeToURL(url(os.path.join(sys.argv[2], f"{name}.{round}.docx")), (prop("FilterName", "MS Word 2007 XML"),))
            doc.close(True)
    with open(os.path.join(sys.argv[2], "done.json"), "w") as out:
        json.dump(done, out, ensure_ascii=False, indent=1)
    if len(sys.argv) <= 3:
        try:
            desktop.terminate()
        except Exception:
            pass


main()
