/**
 * The page in Typst. The document comes in as JSON through `sys.inputs`, so that no text is ever read as markup.
 * Layout by Decree 30/2020, annex I: A4, margins 20/20/30/20 mm, page number centred in the top margin from page 2 on.
 */
export const typstTemplate = String.raw`
#let doc = json(bytes(sys.inputs.document))

#set document(title: doc.kind + " - " + doc.subject)
#set page(
  paper: "a4",
  margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 20mm),
  header-ascent: 30%,
  header: context if counter(page).get().first() > 1 {
    align(center, text(size: 13pt, counter(page).display("1")))
  },
)
#set text(font: "Tinos", size: 14pt, lang: "vi", hyphenate: false)
#set par(justify: true, leading: 0.7em, spacing: 0.9em)

#let rule(width) = block(above: 5pt, below: 7pt, line(length: width, stroke: 0.7pt))
#let lines(texts, weight: "regular", size: 13pt) = {
  set par(justify: false, leading: 0.45em, spacing: 0.45em)
  for it in texts { text(weight: weight, size: size, it); parbreak() }
}

#grid(
  columns: (40%, 60%),
  align(center)[
    #lines(doc.superior)
    #lines(doc.agency, weight: "bold")
    #rule(30%)
    #text(size: 13pt, doc.number)
  ],
  align(center)[
    #lines((doc.nation,), weight: "bold", size: 12pt)
    #lines((doc.motto,), weight: "bold", size: 14pt)
    #rule(56%)
    #if doc.draftMark != "" { text(size: 13pt, weight: "bold", doc.draftMark) }
  ],
)

#let title-block(kind, subject) = align(center, {
  set par(justify: false, spacing: 0.6em)
  block(above: 18pt, below: 6pt, text(weight: "bold", kind))
  block(above: 6pt, below: 3pt, width: 85%, text(weight: "bold", subject))
  rule(26%)
})

#let body(content) = par(first-line-indent: (amount: 10mm, all: true), content)

#let side(align-name) = if align-name == "center" { center } else { left }

#let data-table(it) = {
  set text(size: 11.5pt)
  set par(justify: false, leading: 0.5em)
  block(above: 8pt, below: 8pt, table(
    columns: it.columns.map(c => c.share * 100%),
    align: (x, y) => horizon + if y == 0 { center } else { side(it.columns.at(x).align) },
    stroke: 0.5pt,
    inset: (x: 4pt, y: 4pt),
    table.header(..it.columns.map(c => text(weight: "bold", c.title))),
    ..it.rows.map(row => if row.len() == 1 {
      (table.cell(colspan: it.columns.len(), align: left + horizon, breakable: false, text(weight: "bold", row.first())),)
    } else {
      row.map(cell => table.cell(breakable: false, cell))
    }).flatten(),
  ))
}

#let render(blocks) = for it in blocks {
  if it.kind == "field" { body[#text(weight: "bold", it.label + ":") #it.text] }
  else if it.kind == "heading" { block(sticky: true, above: 0.9em, below: 0.9em, body(text(weight: "bold", it.text))) }
  else if it.kind == "item" { body("- " + it.text) }
  else if it.kind == "paragraph" { body(it.text) }
  else if it.kind == "table" { data-table(it) }
}

#title-block(doc.kind, doc.subject)
#render(doc.blocks)

#block(breakable: false, {
  body(doc.closing)
  v(8pt)
  grid(
    columns: doc.signatures.map(_ => 1fr),
    ..doc.signatures.map(it => align(center, {
      text(weight: "bold", it.office)
      v(26mm)
      text(weight: "bold", it.name)
    })),
  )
  v(10pt)
  set par(justify: false, spacing: 0.5em)
  text(size: 12pt, weight: "bold", style: "italic", doc.recipientsTitle)
  for it in doc.recipients { parbreak(); text(size: 11pt, "- " + it) }
})

#pagebreak()
#title-block(doc.appendix.title, doc.appendix.subtitle)
#render(doc.appendix.blocks)
`;
