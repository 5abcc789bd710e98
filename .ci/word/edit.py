"""Edits Word documents in LibreOffice, as a reader of a note would.

edit.py IN OUT: each IN/*.docx has words of the author's own added, a word of a
quotation changed and a comment made, and is saved to OUT; OUT/done.json says which
of these were done in which file. LibreOffice listens on port 2002.
"""
import glob, json, os, sys, time
import uno
from com.sun.star.beans import PropertyValue

def connected():
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(100):
        try:
            return resolver.resolve("uno:socket,host=localhost,port=2002;urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.3)
    sys.exit("LibreOffice does not listen")

def prop(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p

def paragraphs(doc):
    all = doc.Text.createEnumeration()
    while all.hasMoreElements():
        p = all.nextElement()
        if p.supportsService("com.sun.star.text.Paragraph"):
            yield p

def edit(doc):
    done = {"own": False, "quotation": False, "comment": False}
    for p in paragraphs(doc):
        style, words = p.ParaStyleName, p.String
        if style in ("Text body", "Body Text") and len(words) > 20 and not done["own"]:
            cursor = doc.Text.createTextCursorByRange(p.Start)
            cursor.goRight(words.index(" "), False)
            doc.Text.insertString(cursor, " indeed", False)
            done["own"] = True
        elif style in ("Quote", "Quotations") and " " in words and not done["quotation"]:
            cursor = doc.Text.createTextCursorByRange(p.Start)
            cursor.goRight(words.index(" ") + 1, False)
            doc.Text.insertString(cursor, "never ", False)
            done["quotation"] = True
        elif style == "Heading 1" and words and words != "Sources" and not done["comment"]:
            note = doc.createInstance("com.sun.star.text.textfield.Annotation")
            note.Author, note.Content = "A reader", "Is this so?"
            doc.Text.insertTextContent(p.Start, note, False)
            done["comment"] = True
    return done

def main():
    desktop = connected().ServiceManager.createInstance("com.sun.star.frame.Desktop")
    done = {}
    for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.docx"))):
        name = os.path.basename(path)
        doc = desktop.loadComponentFromURL(uno.systemPathToFileUrl(os.path.abspath(path)), "_blank", 0, (prop("Hidden", True),))
        done[name[:-5]] = edit(doc)
        doc.storeToURL(uno.systemPathToFileUrl(os.path.abspath(os.path.join(sys.argv[2], name))), (prop("FilterName", "MS Word 2007 XML"),))
        doc.close(True)
    with open(os.path.join(sys.argv[2], "done.json"), "w") as out:
        json.dump(done, out)
    try:
        desktop.terminate()
    except Exception:
        pass

main()
