/* What a call does when it knows its key: faults, then the wait for another program that has claimed the key, then the
   delay of a slow key. Waiting happens without the mutex, so one slow key does not hold up the others. */
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "ukey.h"

static int claims[SLOT_COUNT]; /* descriptor + 1 of the claim that this process has on the key, or 0 */

/* Waits in short steps, so that it notices at once if the key is pulled out. */
CK_RV key_dawdle(struct slot *slot, unsigned milliseconds) {
  struct timespec start, now;
  clock_gettime(CLOCK_MONOTONIC, &start);
  ukey_unlock();
  pthread_mutex_lock(&slot->busy);
  ukey_lock();
  bool present = slot_present(slot);
  for (unsigned long gone = 0; present && ukey_running() && gone < milliseconds;) {
    ukey_unlock();
    unsigned long left = milliseconds - gone;
    nap(left < 10 ? (unsigned)left : 10);
    ukey_lock();
    present = slot_present(slot);
    clock_gettime(CLOCK_MONOTONIC, &now);
    gone = (unsigned long)((now.tv_sec - start.tv_sec) * 1000 + (now.tv_nsec - start.tv_nsec) / 1000000);
  }
  pthread_mutex_unlock(&slot->busy);
  if (!ukey_running()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  return present ? CKR_OK : CKR_DEVICE_REMOVED;
}

/* SKF_LockDev: an flock on `<id>.claim`. */
static int claim_open(const struct slot *slot, int flags) {
  char path[PATH_SIZE];
  return home_file(path, slot->key->id, ".claim") ? open(path, flags | O_RDWR | O_CLOEXEC, 0600) : -1;
}

static bool expired(const struct timespec *start, unsigned milliseconds) {
  struct timespec now;
  if (milliseconds == UINT32_MAX) return false; /* for ever */
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (now.tv_sec - start->tv_sec) * 1000 + (now.tv_nsec - start->tv_nsec) / 1000000 >= (long)milliseconds;
}

static CK_RV claim_wait(struct slot *slot, int fd, int kind, unsigned milliseconds) {
  struct timespec start;
  clock_gettime(CLOCK_MONOTONIC, &start);
  while (flock(fd, kind | LOCK_NB) != 0) {
    if (expired(&start, milliseconds)) return CKR_FUNCTION_CANCELED;
    ukey_unlock();
    nap(10);
    ukey_lock();
    if (!ukey_running()) return CKR_CRYPTOKI_NOT_INITIALIZED;
    if (!slot_present(slot)) return CKR_DEVICE_REMOVED;
  }
  return CKR_OK;
}

/* CKR_FUNCTION_CANCELED: somebody else kept it for too long. */
CK_RV key_claim(struct slot *slot, unsigned milliseconds) {
  int fd = claim_open(slot, O_CREAT);
  if (fd < 0) return CKR_DEVICE_ERROR;
  CK_RV rv = claim_wait(slot, fd, LOCK_EX, milliseconds);
  if (rv == CKR_OK) claims[slot - slots] = fd + 1;
  else close(fd);
  return rv;
}

void key_unclaim(struct slot *slot) {
  int *claim = &claims[slot - slots];
  if (*claim != 0) close(*claim - 1);
  *claim = 0;
}

static CK_RV unclaimed(struct slot *slot) {
  if (claims[slot - slots] != 0) return CKR_OK;
  int fd = claim_open(slot, 0);
  if (fd < 0) return CKR_OK; /* nobody ever claimed it */
  CK_RV rv = claim_wait(slot, fd, LOCK_SH, UINT32_MAX);
  close(fd);
  return rv;
}

CK_RV key_meet(struct slot *slot, struct fault *fault, const char *name) {
  char id[ID_SIZE];
  memcpy(id, slot->key->id, sizeof id);
  CK_RV rv = fault_before(fault, slot, id, name);
  if (rv == CKR_OK) rv = unclaimed(slot);
  unsigned delay = rv == CKR_OK ? delay_of(id, name) : 0;
  return delay > 0 ? key_dawdle(slot, delay) : rv;
}
