// Package page lays documents out: blocks (headings, paragraphs, tables,
// charts, pictures) go in, pages made of plain drawing operations come out.
// A PDF writer and a raster painter draw the same operations, so what the
// window shows is what the file holds.
//
// Lengths are PDF points (1/72 inch). The origin of a page is its top left
// corner, x grows to the right and y downwards. The y of a text is its
// baseline.
//
// Every string passes Clean before it is measured; what the text font cannot
// write is handed to the Arabic, sign and emoji fonts, and what nobody can
// write becomes a question mark, never an empty box.
package page
