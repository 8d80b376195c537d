/* The folder of the keys: where it is, its lock files, and files known by their inode. */
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

void identity_take(struct file_identity *identity, const struct stat *found) {
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
