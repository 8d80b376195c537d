/* Answers: error numbers, and outputs with their sizes. */
#include <string.h>

#include "face.h"

static const struct {
  CK_RV rv;
  ULONG sar;
} errors[] = {
    {CKR_OK, SAR_OK},
    {CKR_HOST_MEMORY, SAR_MEMORYERR},
    {CKR_ARGUMENTS_BAD, SAR_INVALIDPARAMERR},
    {CKR_DEVICE_MEMORY, SAR_NO_ROOM},
    {CKR_DEVICE_REMOVED, SAR_DEVICE_REMOVED},
    {CKR_TOKEN_NOT_PRESENT, SAR_DEVICE_REMOVED},
    {CKR_SESSION_HANDLE_INVALID, SAR_INVALIDHANDLEERR},
    {CKR_PIN_INCORRECT, SAR_PIN_INCORRECT},
    {CKR_PIN_LOCKED, SAR_PIN_LOCKED},
    {CKR_PIN_INVALID, SAR_PIN_INVALID},
    {CKR_PIN_LEN_RANGE, SAR_PIN_LEN_RANGE},
    {CKR_USER_PIN_NOT_INITIALIZED, SAR_USER_PIN_NOT_INITIALIZED},
    {CKR_USER_NOT_LOGGED_IN, SAR_USER_NOT_LOGGED_IN},
    {CKR_USER_TYPE_INVALID, SAR_USER_TYPE_INVALID},
    {CKR_BUFFER_TOO_SMALL, SAR_BUFFER_TOO_SMALL},
    {CKR_DATA_LEN_RANGE, SAR_INDATALENERR},
    {CKR_ENCRYPTED_DATA_INVALID, SAR_INDATAERR},
    {CKR_SIGNATURE_INVALID, SAR_HASHNOTEQUALERR},
    {CKR_SIGNATURE_LEN_RANGE, SAR_INDATALENERR},
    {CKR_FUNCTION_CANCELED, SAR_TIMEOUTERR},
    {CKR_FUNCTION_NOT_SUPPORTED, SAR_NOTSUPPORTYETERR},
    {CKR_MECHANISM_INVALID, SAR_NOTSUPPORTYETERR},
    {CKR_NO_EVENT, SAR_NOT_EVENTERR},
    {CKR_OPERATION_NOT_INITIALIZED, SAR_NOTINITIALIZEERR},
};

/* The parts below answer in PKCS#11's numbers; numbers of SKF and of makers pass as they are. */
ULONG sar_of(CK_RV rv) {
  if (rv >= SAR_FAIL - 1) return (ULONG)rv;
  for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
    if (errors[i].rv == rv) return errors[i].sar;
  return SAR_FAIL;
}

CK_RV give(const void *data, size_t size, BYTE *out, ULONG *out_size) {
  if (out_size == NULL) return CKR_ARGUMENTS_BAD;
  ULONG room = *out_size;
  *out_size = (ULONG)size;
  if (out == NULL) return CKR_OK;
  if (room < size) return CKR_BUFFER_TOO_SMALL;
  if (size > 0) memcpy(out, data, size);
  return CKR_OK;
}

CK_RV give_bytes(const struct bytes *data, BYTE *out, ULONG *out_size) {
  return data->failed ? CKR_HOST_MEMORY : give(data->data, data->size, out, out_size);
}

void name_add(struct bytes *names, const void *name, size_t size) {
  bytes_add(names, name, size);
  bytes_add(names, "", 1);
}

/* Each name ends with a NUL, and so does the list, except with the quirk of some makers. Frees the names. */
CK_RV give_names(const struct slot *slot, struct bytes *names, LPSTR out, ULONG *size) {
  if (!quirk(slot, "single-nul", NULL)) bytes_add(names, "", 1);
  CK_RV rv = give_bytes(names, (BYTE *)out, size);
  bytes_wipe(names);
  return rv;
}

/* Hands the new handle over, or closes it. */
CK_RV give_handle(CK_RV rv, struct handle *made, HANDLE *out) {
  if (made == NULL) return rv == CKR_OK ? CKR_HOST_MEMORY : rv;
  if (rv == CKR_OK) *out = handle_value(made);
  else handle_close(made);
  return rv;
}
