package static

import "io/fs"

// list returns the names of all embedded files in lexical order. Walking an
// embedded file system cannot fail.
func list() []string {
	var names []string
	_ = fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, name)
		}
		return err
	})
	return names
}

// read returns the content of an embedded file, or nothing if it does not exist.
func read(name string) []byte {
	body, err := files.ReadFile(name)
	if err != nil {
		return nil
	}
	return body
}
