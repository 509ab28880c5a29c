package static

import "io/fs"

// list returns the names of all embedded files in lexical order. Walking what
// is part of the program cannot fail.
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

// read returns an embedded file; one that is not there is empty.
func read(name string) []byte {
	body, err := files.ReadFile(name)
	if err != nil {
		return nil
	}
	return body
}
