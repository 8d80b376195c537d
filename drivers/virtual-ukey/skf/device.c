/* Devices: connection, what they tell, exclusive use. */
#include <fcntl.h>
#include <openssl/rand.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "face.h"

static int only_session[SLOT_COUNT]; /* descriptor + 1, with the quirk "single-session" */

static struct slot *slot_named(const char *name) {
  slots_scan();
  for (int i = 0; i < SLOT_COUNT; i++)
    if (slots[i].key != NULL && strcmp(slots[i].key->id, name) == 0) return &slots[i];
  return NULL;
}

static bool text_fits(const char *text, size_t max) { return text != NULL && strnlen(text, max + 1) <= max; }

/* Some keys serve one connection at a time, over all processes. */
static CK_RV only_one(struct slot *slot) {
  char path[PATH_SIZE];
  int *mine = &only_session[slot - slots];
  if (!quirk(slot, "single-session", NULL)) return CKR_OK;
  if (handles_of_device(slot)) return SAR_FAIL;
  if (*mine != 0) close(*mine - 1);
  *mine = 0;
  int fd = home_file(path, slot->key->id, ".session") ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
  if (fd < 0) return CKR_DEVICE_ERROR;
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    close(fd);
    return SAR_FAIL;
  }
  *mine = fd + 1;
  return CKR_OK;
}

static void last_gone(const struct slot *slot) {
  int *mine = &only_session[slot - slots];
  if (*mine == 0 || handles_of_device(slot)) return;
  close(*mine - 1);
  *mine = 0;
}

ULONG SKF_ConnectDev(LPSTR name, DEVHANDLE *device) {
  struct skf_call call;
  struct slot *slot = NULL;
  CK_RV rv = skf_begin(&call, "SKF_ConnectDev", NULL);
  if (rv == CKR_OK && (device == NULL || !text_fits(name, ID_SIZE - 1))) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && (slot = slot_named(name)) == NULL) rv = CKR_DEVICE_REMOVED;
  if (rv == CKR_OK) rv = skf_meet(&call, slot);
  if (rv == CKR_OK) rv = slot == slot_named(name) ? slot_refresh(slot) : CKR_DEVICE_REMOVED; /* again, after a wait */
  if (rv == CKR_OK && slot->key->damaged) rv = CKR_TOKEN_NOT_RECOGNIZED;
  if (rv == CKR_OK) rv = only_one(slot);
  if (rv == CKR_OK) rv = give_handle(rv, handle_open(KIND_DEVICE, slot, 0), device);
  return skf_leave(&call, rv);
}

/* Also closes a dead handle, and gives up its exclusive use. The login of an application outlives the connection. */
ULONG SKF_DisConnectDev(DEVHANDLE device) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_DisConnectDev", device, KIND_DEVICE, NULL);
  struct handle *handle = handle_find(device, KIND_DEVICE);
  bool dead = handle != NULL && handle->dead != CKR_OK;
  if (handle != NULL && (rv == CKR_OK || dead)) {
    struct slot *slot = handle->slot;
    if (handle->algorithm != 0) key_unclaim(slot);
    handle_close(handle);
    last_gone(slot);
    rv = CKR_OK;
  }
  return skf_leave(&call, rv);
}

ULONG SKF_GetDevState(LPSTR name, ULONG *state) {
  struct skf_call call;
  CK_RV rv = skf_begin(&call, "SKF_GetDevState", state);
  if (rv == CKR_OK && (state == NULL || !text_fits(name, ID_SIZE - 1))) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) {
    struct slot *slot = slot_named(name);
    if (slot != NULL) rv = skf_meet(&call, slot);
    if (rv == CKR_OK) *state = slot != NULL && slot == slot_named(name) ? DEV_PRESENT_STATE : DEV_ABSENT_STATE;
  }
  return skf_leave(&call, rv);
}

ULONG SKF_SetLabel(DEVHANDLE device, LPSTR label) {
  struct skf_call call;
  int lock;
  CK_RV rv = skf_enter(&call, "SKF_SetLabel", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && label == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && !text_fits(label, 31)) rv = SAR_NAMELENERR;
  if (rv == CKR_OK) rv = change_begin(call.slot, &lock);
  if (rv == CKR_OK) {
    bytes_wipe(&call.slot->key->label);
    bytes_add(&call.slot->key->label, label, strlen(label));
    rv = change_commit(call.slot, lock);
  }
  return skf_leave(&call, rv);
}

/* algorithm of a device handle: that it has the claim. */
ULONG SKF_LockDev(DEVHANDLE device, ULONG milliseconds) {
  struct skf_call call;
  CK_RV rv = skf_begin(&call, "SKF_LockDev", NULL);
  struct handle *handle = handle_find(device, KIND_DEVICE);
  if (rv == CKR_OK) rv = handle == NULL ? CKR_SESSION_HANDLE_INVALID : handle->dead;
  if (rv == CKR_OK && !slot_present(handle->slot)) rv = CKR_DEVICE_REMOVED;
  if (rv == CKR_OK) {
    call.slot = handle->slot;
    char id[ID_SIZE];
    memcpy(id, call.slot->key->id, sizeof id);
    rv = fault_before(&call.fault, call.slot, id, call.name);
  }
  if (rv == CKR_OK && handle->algorithm == 0) {
    rv = slot_present(call.slot) ? key_claim(call.slot, (unsigned)milliseconds) : CKR_DEVICE_REMOVED;
    handle = handle_find(device, KIND_DEVICE); /* it may have been closed meanwhile */
    if (rv == CKR_OK && handle != NULL) handle->algorithm = 1;
    if (rv == CKR_OK && handle == NULL) key_unclaim(call.slot);
  }
  return skf_leave(&call, rv);
}

ULONG SKF_UnlockDev(DEVHANDLE device) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_UnlockDev", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && call.handle->algorithm != 0) {
    key_unclaim(call.slot);
    call.handle->algorithm = 0;
  }
  return skf_leave(&call, rv);
}

ULONG SKF_Transmit(DEVHANDLE device, BYTE *command, ULONG command_size, BYTE *answer, ULONG *answer_size) {
  struct skf_call call;
  (void)command;
  (void)command_size;
  (void)answer;
  (void)answer_size;
  CK_RV rv = skf_enter(&call, "SKF_Transmit", device, KIND_DEVICE, NULL);
  return skf_leave(&call, rv == CKR_OK ? CKR_FUNCTION_NOT_SUPPORTED : rv);
}

ULONG SKF_GenRandom(DEVHANDLE device, BYTE *out, ULONG size) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_GenRandom", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && (out == NULL || size > 0x10000000)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && RAND_bytes(out, (int)size) != 1) rv = SAR_GENRANDERR;
  if (rv == CKR_OK) device_challenge(call.slot, out, size);
  return skf_leave(&call, rv);
}
