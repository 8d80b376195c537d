/* One file a key, replaced as a whole (temporary file, fsync, rename). */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ukey.h"

struct key *key_load(const char *id) {
  char path[PATH_SIZE];
  struct bytes text = {0};
  struct key *key = calloc(1, sizeof *key);
  if (key == NULL) return NULL;
  snprintf(key->id, sizeof key->id, "%s", id);
  key->identity.fd = -1;
  if (!home_file(path, id, ".ukey") || !identity_open(&key->identity, path)) {
    key_free(key);
    return NULL;
  }
  if (!read_whole(key->identity.fd, &text) || !key_parse(key, (char *)text.data, text.size)) key->damaged = true;
  bytes_wipe(&text);
  return key;
}

void key_free(struct key *key) {
  if (key == NULL) return;
  identity_close(&key->identity);
  object_list_free(key->objects);
  bytes_wipe(&key->label);
  bytes_wipe(&key->manufacturer);
  bytes_wipe(&key->model);
  bytes_wipe(&key->serial);
  for (unsigned i = 0; i < APPLICATION_COUNT; i++) bytes_wipe(&key->applications[i].name);
  free(key);
}

size_t key_used(const struct key *key) {
  size_t used = 0;
  for (const struct object *object = key->objects; object != NULL; object = object->next) used += object_size(object);
  return used;
}

static CK_RV trouble(void) { return errno == ENOSPC || errno == EDQUOT ? CKR_DEVICE_MEMORY : CKR_DEVICE_ERROR; }

static bool write_whole(int fd, const struct bytes *text) {
  for (size_t done = 0; done < text->size;) {
    ssize_t size = write(fd, text->data + done, text->size - done);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return false;
    done += (size_t)size;
  }
  return fsync(fd) == 0;
}

static bool sync_folder(void) {
  int fd = open(home_path(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  bool ok = fsync(fd) == 0;
  close(fd);
  return ok;
}

/* The key keeps the new file's descriptor as its identity, because memory now holds what was just written. */
CK_RV key_save(struct key *key) {
  char path[PATH_SIZE], temporary[PATH_SIZE];
  struct stat found;
  struct bytes text = {0};
  key_print(key, &text);
  if (text.failed || !home_file(path, key->id, ".ukey") || !home_file(temporary, key->id, ".ukey.new")) {
    bytes_wipe(&text);
    return CKR_HOST_MEMORY;
  }
  int fd = open(temporary, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  CK_RV rv = CKR_OK;
  if (fd < 0 || !write_whole(fd, &text) || rename(temporary, path) != 0) rv = trouble();
  else if (!sync_folder() || fstat(fd, &found) != 0) rv = CKR_DEVICE_ERROR;
  bytes_wipe(&text);
  if (rv != CKR_OK) {
    if (fd >= 0) close(fd);
    return rv;
  }
  identity_close(&key->identity);
  key->identity.fd = fd;
  identity_take(&key->identity, &found);
  return CKR_OK;
}
