/* Handles. A number is never given out twice, so a closed handle is known to be one. A handle whose key was pulled out
   stays, dead, until it is closed. */
#include <openssl/crypto.h>
#include <string.h>

#include "face.h"

static struct handle handles[HANDLE_COUNT];
static uintptr_t opened;
static size_t next_place;

/* Numbers look like addresses, since callers hold them as pointers; nothing reads through them. */
static uintptr_t number_for(size_t index) { return (++opened * HANDLE_COUNT + index) << 4; }

HANDLE handle_value(const struct handle *handle) {
  HANDLE value;
  memcpy(&value, &handle->number, sizeof value);
  return value;
}

static struct handle *handle_numbered(uintptr_t number) {
  struct handle *handle = &handles[(number >> 4) % HANDLE_COUNT];
  return number != 0 && handle->kind != KIND_NONE && handle->number == number ? handle : NULL;
}

struct handle *handle_find(HANDLE value, enum kind kind) {
  struct handle *handle = handle_numbered((uintptr_t)value);
  return handle != NULL && handle->kind == kind ? handle : NULL;
}

struct handle *handle_open(enum kind kind, struct slot *slot, uintptr_t parent) {
  for (size_t tried = 0; tried < HANDLE_COUNT; tried++) {
    size_t index = next_place++ % HANDLE_COUNT;
    if (handles[index].kind != KIND_NONE) continue;
    handles[index] = (struct handle){.kind = kind, .number = number_for(index), .parent = parent, .slot = slot};
    return &handles[index];
  }
  return NULL;
}

static void empty(struct handle *handle) {
  bytes_wipe(&handle->name);
  OPENSSL_cleanse(handle->key, sizeof handle->key);
  for (int i = 0; i < 2; i++) {
    EVP_CIPHER_CTX_free(handle->ciphers[i]);
    handle->ciphers[i] = NULL;
  }
  EVP_MD_CTX_free(handle->digest);
  EVP_PKEY_free(handle->own);
  EVP_PKEY_free(handle->temporary);
  handle->digest = NULL;
  handle->own = handle->temporary = NULL;
}

/* What was opened through a handle closes with it. */
void handle_close(struct handle *handle) {
  uintptr_t number = handle->number;
  empty(handle);
  *handle = (struct handle){.kind = KIND_NONE};
  for (size_t i = 0; i < HANDLE_COUNT; i++)
    if (handles[i].kind != KIND_NONE && handles[i].parent == number) handle_close(&handles[i]);
}

bool handles_of_device(const struct slot *slot) {
  for (size_t i = 0; i < HANDLE_COUNT; i++)
    if (handles[i].kind == KIND_DEVICE && handles[i].slot == slot && handles[i].dead == CKR_OK) return true;
  return false;
}

/* The application is gone: its handles answer so. */
void handles_drop(const struct slot *slot, unsigned application) {
  for (size_t i = 0; i < HANDLE_COUNT; i++) {
    bool inside = handles[i].kind == KIND_APPLICATION || handles[i].kind == KIND_CONTAINER;
    if (inside && handles[i].slot == slot && handles[i].application == application)
      handles[i].dead = CKR_SESSION_HANDLE_INVALID;
  }
}

static void emptied(struct slot *slot, CK_RV reason) {
  for (size_t i = 0; i < HANDLE_COUNT; i++) {
    if (handles[i].kind == KIND_NONE || handles[i].slot != slot || handles[i].dead != CKR_OK) continue;
    empty(&handles[i]);
    handles[i].dead = reason;
  }
  key_unclaim(slot);
  device_forget(slot);
}

static void logged_out(struct slot *slot, unsigned application) {
  (void)slot;
  (void)application;
}

void handles_reset(void) {
  for (size_t i = 0; i < HANDLE_COUNT; i++)
    if (handles[i].kind != KIND_NONE) handle_close(&handles[i]);
}

const struct slot_listener handles_listener = {.emptied = emptied, .logged_out = logged_out};
