// Package translations carries the catalogue files: one JSON file per area and
// language, a flat object of key to text or to plural forms.
package translations

import "embed"

// Files holds fr/<area>.json and en/<area>.json.
//
//go:embed fr/*.json en/*.json
var Files embed.FS
