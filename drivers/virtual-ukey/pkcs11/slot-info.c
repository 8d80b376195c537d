/* Answers what can be asked of slots and tokens without a session. */
#include <string.h>

#include "face.h"

static void pad(CK_UTF8CHAR *field, size_t room, const void *text, size_t size) {
  memset(field, ' ', room);
  if (size > 0) memcpy(field, text, size < room ? size : room);
}

static void pad_text(CK_UTF8CHAR *field, size_t room, const char *text) { pad(field, room, text, strlen(text)); }

static void pad_bytes(CK_UTF8CHAR *field, size_t room, const struct bytes *text) {
  pad(field, room, text->data, text->size);
}

CK_RV C_GetInfo(CK_INFO *info) {
  struct call call;
  CK_RV rv = enter_library(&call, "C_GetInfo", NULL);
  if (rv == CKR_OK && info == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) {
    memset(info, 0, sizeof *info);
    info->cryptokiVersion = (CK_VERSION){2, 40};
    info->libraryVersion = (CK_VERSION){1, 0};
    pad_text(info->manufacturerID, sizeof info->manufacturerID, "Virtual Ukey");
    pad_text(info->libraryDescription, sizeof info->libraryDescription, "Virtual Ukey PKCS#11");
  }
  return leave(&call, rv);
}

static CK_RV list_slots(CK_BBOOL present, CK_SLOT_ID *list, CK_ULONG *count) {
  CK_ULONG found = 0, room = list == NULL ? 0 : *count;
  slots_scan();
  for (CK_ULONG i = 0; i < SLOT_COUNT; i++) {
    if (present && slots[i].key == NULL) continue;
    if (list != NULL && found < room) list[found] = i;
    found++;
  }
  *count = found;
  return list != NULL && found > room ? CKR_BUFFER_TOO_SMALL : CKR_OK;
}

CK_RV C_GetSlotList(CK_BBOOL present, CK_SLOT_ID *list, CK_ULONG *count) {
  struct call call;
  CK_RV rv = enter_library(&call, "C_GetSlotList", count);
  if (rv == CKR_OK && count == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = list_slots(present, list, count);
  return leave(&call, rv);
}

CK_RV C_GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO *info) {
  struct call call;
  CK_RV rv = enter_slot(&call, "C_GetSlotInfo", slot, NULL);
  if (rv == CKR_OK && info == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) {
    char name[] = "Virtual Ukey slot 00";
    name[18] = (char)('0' + slot / 10);
    name[19] = (char)('0' + slot % 10);
    memset(info, 0, sizeof *info);
    pad_text(info->slotDescription, sizeof info->slotDescription, name);
    pad_text(info->manufacturerID, sizeof info->manufacturerID, "Virtual Ukey");
    info->flags = CKF_REMOVABLE_DEVICE | CKF_HW_SLOT | (call.slot->key != NULL ? CKF_TOKEN_PRESENT : 0);
    info->hardwareVersion = info->firmwareVersion = (CK_VERSION){1, 0};
  }
  return leave(&call, rv);
}

/* low: at least one failure since the last success. The flags of the SO are those of the user, shifted four bits up. */
static CK_FLAGS pin_flags(const struct pin *pin) {
  CK_FLAGS flags = 0;
  if (!pin->set) return 0;
  if (pin->tries < pin->max) flags |= CKF_USER_PIN_COUNT_LOW;
  if (pin->tries == 1) flags |= CKF_USER_PIN_FINAL_TRY;
  if (pin->tries == 0) flags |= CKF_USER_PIN_LOCKED;
  if (pin->is_default) flags |= CKF_USER_PIN_TO_BE_CHANGED;
  return flags;
}

static CK_FLAGS token_flags(const struct key *key) {
  CK_FLAGS flags = CKF_RNG | CKF_LOGIN_REQUIRED;
  if (key->applications[0].so.set) flags |= CKF_TOKEN_INITIALIZED;
  if (key->applications[0].user.set) flags |= CKF_USER_PIN_INITIALIZED;
  if (key->keypad) flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
  return flags | pin_flags(&key->applications[0].user) | pin_flags(&key->applications[0].so) << 4;
}

static void describe_token(const struct slot *slot, CK_TOKEN_INFO *info) {
  const struct key *key = slot->key;
  size_t used = key_used(key);
  memset(info, 0, sizeof *info);
  pad_bytes(info->label, sizeof info->label, &key->label);
  pad_bytes(info->manufacturerID, sizeof info->manufacturerID, &key->manufacturer);
  pad_bytes(info->model, sizeof info->model, &key->model);
  pad_bytes(info->serialNumber, sizeof info->serialNumber, &key->serial);
  memset(info->utcTime, ' ', sizeof info->utcTime);
  info->flags = token_flags(key);
  info->ulMaxSessionCount = info->ulMaxRwSessionCount = SESSION_COUNT;
  sessions_count(slot, &info->ulSessionCount, &info->ulRwSessionCount);
  info->ulMaxPinLen = key->pin_max;
  info->ulMinPinLen = key->pin_min;
  info->ulTotalPublicMemory = info->ulTotalPrivateMemory = key->capacity;
  info->ulFreePublicMemory = info->ulFreePrivateMemory = used < key->capacity ? key->capacity - used : 0;
  info->hardwareVersion = (CK_VERSION){(CK_BYTE)key->generation, 0};
  info->firmwareVersion = (CK_VERSION){1, 0};
}

CK_RV C_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO *info) {
  struct call call;
  CK_RV rv = enter_token(&call, "C_GetTokenInfo", slot, NULL);
  if (rv == CKR_OK && info == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) describe_token(call.slot, info);
  return leave(&call, rv);
}

static CK_RV list_mechanisms(const struct key *key, CK_MECHANISM_TYPE *list, CK_ULONG *count) {
  CK_ULONG found = 0, room = list == NULL ? 0 : *count;
  for (const struct mechanism *at = NULL; (at = mechanism_next(key, at)) != NULL;) {
    CK_MECHANISM_TYPE told = mechanism_told(key, at->type);
    if (mechanism_find(key, told, 0) != at) continue; /* one number with two uses is one entry */
    if (found < room) list[found] = told;
    found++;
  }
  *count = found;
  return list != NULL && found > room ? CKR_BUFFER_TOO_SMALL : CKR_OK;
}

CK_RV C_GetMechanismList(CK_SLOT_ID slot, CK_MECHANISM_TYPE *list, CK_ULONG *count) {
  struct call call;
  CK_RV rv = enter_token(&call, "C_GetMechanismList", slot, count);
  if (rv == CKR_OK && count == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = list_mechanisms(call.slot->key, list, count);
  return leave(&call, rv);
}

static CK_FLAGS uses_of(const struct key *key, CK_MECHANISM_TYPE told) {
  CK_FLAGS flags = 0;
  for (const struct mechanism *at = NULL; (at = mechanism_next(key, at)) != NULL;)
    if (mechanism_told(key, at->type) == told) flags |= at->flags;
  return flags;
}

CK_RV C_GetMechanismInfo(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info) {
  struct call call;
  CK_RV rv = enter_token(&call, "C_GetMechanismInfo", slot, NULL);
  if (rv == CKR_OK && info == NULL) rv = CKR_ARGUMENTS_BAD;
  const struct mechanism *mechanism = rv == CKR_OK ? mechanism_find(call.slot->key, type, 0) : NULL;
  if (rv == CKR_OK && mechanism == NULL) rv = CKR_MECHANISM_INVALID;
  if (rv == CKR_OK) *info = (CK_MECHANISM_INFO){mechanism->min, mechanism->max, uses_of(call.slot->key, type)};
  return leave(&call, rv);
}

static CK_RV next_event(CK_SLOT_ID *slot) {
  slots_scan();
  for (CK_ULONG i = 0; i < SLOT_COUNT; i++) {
    if (!slots[i].changed) continue;
    slots[i].changed = false;
    *slot = i;
    return CKR_OK;
  }
  return CKR_NO_EVENT;
}

/* Blocking means polling; C_Finalize in another thread ends the wait. */
CK_RV C_WaitForSlotEvent(CK_FLAGS flags, CK_SLOT_ID *slot, void *reserved) {
  struct call call;
  CK_RV rv = enter_library(&call, "C_WaitForSlotEvent", NULL);
  if (rv == CKR_OK && (slot == NULL || reserved != NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv != CKR_OK) return leave(&call, rv);
  while ((rv = next_event(slot)) == CKR_NO_EVENT && !(flags & CKF_DONT_BLOCK)) {
    ukey_unlock();
    nap(20);
    ukey_lock();
    if (!ukey_running()) return leave(&call, CKR_CRYPTOKI_NOT_INITIALIZED);
  }
  return leave(&call, rv);
}
