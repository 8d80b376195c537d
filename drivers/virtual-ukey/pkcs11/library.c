/* The function list, and the functions that a Ukey lacks. */
#include "face.h"

static struct CK_FUNCTION_LIST functions = {
    .version = {2, 40},
#define LIST_ENTRY(name, parameters) .name = name,
    P11_FUNCTIONS(LIST_ENTRY)};

CK_RV C_GetFunctionList(struct CK_FUNCTION_LIST **list) {
  if (list == NULL) return CKR_ARGUMENTS_BAD;
  *list = &functions;
  return CKR_OK;
}

#pragma GCC diagnostic ignored "-Wunused-parameter"

#define UNSUPPORTED(name, ...) \
  CK_RV name(CK_SESSION_HANDLE session, __VA_ARGS__) { return CKR_FUNCTION_NOT_SUPPORTED; }
#define DATA CK_BYTE *data, CK_ULONG size
#define OUT CK_BYTE *out, CK_ULONG *out_size

UNSUPPORTED(C_GetOperationState, CK_BYTE *state, CK_ULONG *size)
UNSUPPORTED(C_SetOperationState, CK_BYTE *state, CK_ULONG size, CK_OBJECT_HANDLE encryption,
            CK_OBJECT_HANDLE authentication)
UNSUPPORTED(C_DigestKey, CK_OBJECT_HANDLE key)
UNSUPPORTED(C_SignRecoverInit, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
UNSUPPORTED(C_SignRecover, DATA, OUT)
UNSUPPORTED(C_VerifyRecoverInit, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
UNSUPPORTED(C_VerifyRecover, DATA, OUT)
UNSUPPORTED(C_DigestEncryptUpdate, DATA, OUT)
UNSUPPORTED(C_DecryptDigestUpdate, DATA, OUT)
UNSUPPORTED(C_SignEncryptUpdate, DATA, OUT)
UNSUPPORTED(C_DecryptVerifyUpdate, DATA, OUT)
UNSUPPORTED(C_DeriveKey, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE base, CK_ATTRIBUTE *template, CK_ULONG count,
            CK_OBJECT_HANDLE *key)

/* Left over from PKCS#11 1.0; the standard demands this answer. */
CK_RV C_GetFunctionStatus(CK_SESSION_HANDLE session) { return CKR_FUNCTION_NOT_PARALLEL; }
CK_RV C_CancelFunction(CK_SESSION_HANDLE session) { return CKR_FUNCTION_NOT_PARALLEL; }
