/* What makers do otherwise than the standard, one "word [value]" a line in `<id>.quirks` (this key) or
   `library.quirks` (every key). README.md lists them. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "face.h"

static bool line_says(const char *line, const char *word, unsigned long *value) {
  size_t size = strlen(word);
  if (strncmp(line, word, size) != 0 || (line[size] != 0 && line[size] != ' ')) return false;
  if (value != NULL && line[size] == ' ') *value = strtoul(line + size + 1, NULL, 0);
  return true;
}

static bool file_says(const char *id, const char *word, unsigned long *value) {
  char path[PATH_SIZE];
  struct bytes text = {0};
  bool said = false;
  int fd = home_file(path, id, ".quirks") ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (fd < 0) return false;
  if (read_whole(fd, &text)) {
    char *rest = (char *)text.data;
    for (char *line; !said && (line = strsep(&rest, "\n")) != NULL;) said = line_says(line, word, value);
  }
  close(fd);
  bytes_wipe(&text);
  return said;
}

/* slot: NULL where the call concerns no key. */
bool quirk(const struct slot *slot, const char *word, unsigned long *value) {
  if (slot != NULL && slot->key != NULL && file_says(slot->key->id, word, value)) return true;
  return file_says("library", word, value);
}

/* Seen in the field: an unknown container is told as an unknown application; PINs get the numbers of their neighbours
   in the table. */
ULONG odd_error(const char *function, ULONG sar) {
  bool container = strstr(function, "Container") != NULL;
  if (container && sar == SAR_CONTAINER_NOT_EXIST) return SAR_APPLICATION_NOT_EXISTS;
  if (container && sar == SAR_CONTAINER_ALREADY_EXIST) return SAR_APPLICATION_EXISTS;
  if (sar == SAR_PIN_INCORRECT) return SAR_USER_PIN_NOT_INITIALIZED;
  if (sar == SAR_PIN_LOCKED) return SAR_USER_TYPE_INVALID;
  if (sar == SAR_INDATAERR) return SAR_RSADECERR;
  return sar;
}
