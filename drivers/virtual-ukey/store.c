/* The folder: one file a key, replaced as a whole (temporary file, fsync, rename), and beside it a lock file that
   every process takes before it changes the key. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "ukey.h"

const char *home_path(void) {
  static char path[PATH_SIZE];
  const char *home = getenv("VIRTUAL_UKEY_HOME");
  if (home != NULL && *home != 0) return home;
  const char *data = getenv("XDG_DATA_HOME");
  if (data != NULL && *data == '/') snprintf(path, sizeof path, "%s/cert-assistant/virtual-ukey", data);
  else snprintf(path, sizeof path, "%s/.local/share/cert-assistant/virtual-ukey", getenv("HOME") ? getenv("HOME") : "");
  return path;
}

bool home_file(char path[PATH_SIZE], const char *id, const char *suffix) {
  int size = snprintf(path, PATH_SIZE, "%s/%s%s", home_path(), id, suffix);
  return size > 0 && size < PATH_SIZE;
}

int home_lock(const char *id) {
  char path[PATH_SIZE];
  if (!home_file(path, id, ".lock")) return -1;
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return -1;
  while (flock(fd, LOCK_EX) != 0) {
    if (errno == EINTR) continue;
    close(fd);
    return -1;
  }
  return fd;
}

void home_unlock(int fd) {
  if (fd >= 0) close(fd); /* which releases the lock */
}

bool read_whole(int fd, struct bytes *out) {
  unsigned char part[16384];
  for (;;) {
    ssize_t size = read(fd, part, sizeof part);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return false;
    if (size == 0) break;
    bytes_add(out, part, (size_t)size);
  }
  bytes_add(out, "", 0);
  return !out->failed;
}

static void identity_take(struct file_identity *identity, const struct stat *found) {
  identity->device = found->st_dev;
  identity->inode = found->st_ino;
  identity->size = found->st_size;
  identity->modified = found->st_mtim;
}

bool identity_same(const struct file_identity *identity, const struct stat *found, bool content_too) {
  if (identity->device != found->st_dev || identity->inode != found->st_ino) return false;
  return !content_too || (identity->size == found->st_size && identity->modified.tv_sec == found->st_mtim.tv_sec &&
                          identity->modified.tv_nsec == found->st_mtim.tv_nsec);
}

bool identity_open(struct file_identity *identity, const char *path) {
  struct stat found;
  identity->fd = open(path, O_RDONLY | O_CLOEXEC);
  if (identity->fd < 0) return false;
  if (fstat(identity->fd, &found) != 0 || !S_ISREG(found.st_mode)) {
    identity_close(identity);
    return false;
  }
  identity_take(identity, &found);
  return true;
}

void identity_close(struct file_identity *identity) {
  if (identity->fd >= 0) close(identity->fd);
  identity->fd = -1;
}

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
static CK_RV key_save(struct key *key) {
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

CK_RV change_begin(struct slot *slot, int *lock) {
  *lock = home_lock(slot->key->id);
  if (*lock < 0) return CKR_DEVICE_ERROR;
  CK_RV rv = slot_refresh(slot);
  if (rv != CKR_OK) home_unlock(*lock);
  return rv;
}

CK_RV change_commit(struct slot *slot, int lock) {
  CK_RV rv = key_save(slot->key);
  if (rv != CKR_OK) {
    change_abort(slot, lock);
    return rv;
  }
  home_unlock(lock);
  return CKR_OK;
}

/* Forgets what was changed in memory: the next refresh reads the file again. */
void change_abort(struct slot *slot, int lock) {
  identity_close(&slot->key->identity);
  slot->key->identity.inode = 0;
  (void)slot_refresh(slot);
  home_unlock(lock);
}
