package store

import (
	"os"
	"path/filepath"
	"strings"
)

// syncServices are folder names (small letters, or their beginnings) under
// which a program copies files to other computers as they change, which tears
// a database apart.
var syncServices = []struct{ begins, service string }{
	{"dropbox", "Dropbox"},
	{"onedrive", "OneDrive"},
	{"icloud drive", "iCloud Drive"},
	{"iclouddrive", "iCloud Drive"},
	{"mobile documents", "iCloud Drive"},
	{"com~apple~clouddocs", "iCloud Drive"},
	{"google drive", "Google Drive"},
	{"googledrive", "Google Drive"},
	{"my drive", "Google Drive"},
	{"mon drive", "Google Drive"},
	{"nextcloud", "Nextcloud"},
	{"owncloud", "ownCloud"},
	{"kdrive", "kDrive"},
	{"pclouddrive", "pCloud"},
	{"pcloud drive", "pCloud"},
	{"megasync", "MEGA"},
	{"box sync", "Box"},
	{"proton drive", "Proton Drive"},
	{"protondrive", "Proton Drive"},
	{"cloudstorage", "Cloud Storage"},
	{"syncthing", "Syncthing"},
}

// SyncFolder names the service that copies this folder to other computers, ""
// when none is known to. It goes by the names of the folders above it and by
// the marks that Syncthing and Dropbox leave.
func SyncFolder(folder string) string {
	path := folder
	if real, err := filepath.EvalSymlinks(folder); err == nil {
		path = real
	}
	for {
		name := strings.ToLower(filepath.Base(path))
		for _, s := range syncServices {
			rest, ok := strings.CutPrefix(name, s.begins)
			if ok && (rest == "" || strings.ContainsAny(rest[:1], " -_(")) {
				return s.service
			}
		}
		for mark, service := range map[string]string{".stfolder": "Syncthing", ".dropbox.cache": "Dropbox"} {
			if _, err := os.Stat(filepath.Join(path, mark)); err == nil {
				return service
			}
		}
		up := filepath.Dir(path)
		if up == path {
			return ""
		}
		path = up
	}
}
