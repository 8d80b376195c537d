/* How every function begins and ends: the global mutex, its session or slot, whether the key is still there,
   delays and faults. Waiting happens without the mutex, so one slow key does not hold up the others. */
#include <openssl/crypto.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ukey.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pid_t running_in; /* 0: not initialised. A forked child must initialise for itself. */

void ukey_lock(void) { pthread_mutex_lock(&mutex); }
void ukey_unlock(void) { pthread_mutex_unlock(&mutex); }
bool ukey_running(void) { return running_in != 0 && running_in == getpid(); }

void nap(unsigned milliseconds) {
  struct timespec time = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000L};
  nanosleep(&time, NULL);
}

/* Waits in short steps, so that it notices at once if the key is pulled out. */
static CK_RV dawdle(struct slot *slot, unsigned milliseconds) {
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

CK_RV enter_library(struct call *call, const char *name, CK_ULONG *length) {
  *call = (struct call){.name = name, .length = length};
  ukey_lock();
  if (!ukey_running()) return CKR_CRYPTOKI_NOT_INITIALIZED;
  return fault_before(call, "library");
}

/* Delays and faults of the key itself, once it is known which key the call concerns. */
static CK_RV meet_key(struct call *call) {
  char id[ID_SIZE];
  memcpy(id, call->slot->key->id, sizeof id);
  CK_RV rv = fault_before(call, id);
  unsigned delay = rv == CKR_OK ? delay_of(id, call->name) : 0;
  if (delay > 0) rv = dawdle(call->slot, delay);
  return rv;
}

CK_RV enter_slot(struct call *call, const char *name, CK_SLOT_ID slot, CK_ULONG *length) {
  CK_RV rv = enter_library(call, name, length);
  if (rv != CKR_OK) return rv;
  if (slot >= SLOT_COUNT) return CKR_SLOT_ID_INVALID;
  slots_scan();
  call->slot = &slots[slot];
  if (call->slot->key == NULL) return CKR_OK;
  rv = meet_key(call);
  if (rv == CKR_OK && slot_present(call->slot)) (void)slot_refresh(call->slot);
  return rv;
}

CK_RV enter_token(struct call *call, const char *name, CK_SLOT_ID slot, CK_ULONG *length) {
  CK_RV rv = enter_slot(call, name, slot, length);
  if (rv != CKR_OK) return rv;
  if (call->slot->key == NULL) return CKR_TOKEN_NOT_PRESENT;
  return call->slot->key->damaged ? CKR_TOKEN_NOT_RECOGNIZED : CKR_OK;
}

static CK_RV session_alive(struct call *call, CK_SESSION_HANDLE handle) {
  call->session = session_find(handle); /* again after every wait: another thread may have closed it */
  if (call->session == NULL) return CKR_SESSION_HANDLE_INVALID;
  if (call->session->dead != CKR_OK) return call->session->dead;
  call->slot = call->session->slot;
  return slot_present(call->slot) ? slot_refresh(call->slot) : CKR_DEVICE_REMOVED;
}

CK_RV enter_session(struct call *call, const char *name, CK_SESSION_HANDLE handle, CK_ULONG *length) {
  CK_RV rv = enter_library(call, name, length);
  if (rv == CKR_OK) rv = session_alive(call, handle);
  if (rv == CKR_OK) rv = meet_key(call);
  if (rv == CKR_OK) rv = session_alive(call, handle);
  return rv;
}

CK_RV leave(struct call *call, CK_RV result) {
  if (call->fault != NULL) result = fault_after(call, result);
  ukey_unlock();
  return result;
}

static CK_RV check_arguments(const CK_C_INITIALIZE_ARGS *args) {
  if (args == NULL) return CKR_OK;
  if (args->pReserved != NULL) return CKR_ARGUMENTS_BAD;
  bool own = args->CreateMutex != NULL;
  bool all = own && args->DestroyMutex != NULL && args->LockMutex != NULL && args->UnlockMutex != NULL;
  bool none = !own && args->DestroyMutex == NULL && args->LockMutex == NULL && args->UnlockMutex == NULL;
  if (!all && !none) return CKR_ARGUMENTS_BAD;
  return all && !(args->flags & CKF_OS_LOCKING_OK) ? CKR_CANT_LOCK : CKR_OK;
}

static CK_RV initialize(struct call *call, void *args) {
  if (ukey_running()) return CKR_CRYPTOKI_ALREADY_INITIALIZED;
  CK_RV rv = check_arguments(args);
  if (rv == CKR_OK) rv = fault_before(call, "library");
  if (rv != CKR_OK) return rv;
  if (OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL) != 1) return CKR_GENERAL_ERROR;
  static bool prepared;
  for (int i = 0; !prepared && i < SLOT_COUNT; i++) pthread_mutex_init(&slots[i].busy, NULL);
  prepared = true;
  slots_reset();
  running_in = getpid();
  slots_scan();
  for (int i = 0; i < SLOT_COUNT; i++) slots[i].changed = false; /* what is plugged in at the start is no event */
  return CKR_OK;
}

CK_RV C_Initialize(void *args) {
  struct call call = {.name = "C_Initialize"};
  ukey_lock();
  return leave(&call, initialize(&call, args));
}

CK_RV C_Finalize(void *reserved) {
  struct call call;
  CK_RV rv = enter_library(&call, "C_Finalize", NULL);
  if (rv == CKR_OK && reserved != NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv != CKR_OK) return leave(&call, rv);
  for (int i = 0; i < SLOT_COUNT; i++) sessions_close_all(&slots[i]);
  slots_reset();
  running_in = 0;
  return leave(&call, CKR_OK);
}
