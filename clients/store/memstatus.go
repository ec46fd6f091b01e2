package store

/*
int sqlite3_config(int, ...);

static int count_no_memory(void) {
	return sqlite3_config(9, 0); // SQLITE_CONFIG_MEMSTATUS
}
*/
import "C"

// SQLite counts its memory under one lock that all connections take at every
// allocation: queries side by side spent a tenth of their time waiting for each
// other. Nothing here asks for the count. It must be said before the first
// connection (https://sqlite.org/c3ref/c_config_covering_index_scan.html).
func init() {
	if code := C.count_no_memory(); code != 0 {
		panic("store: SQLite was started before it was set up")
	}
}
