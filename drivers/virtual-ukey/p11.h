/* The part of PKCS#11 2.40 that a token needs: types, numbers and the function list, written from the standard.
   Structures are not packed, as in the Unix ABI (Windows packs them to one byte). */
#ifndef VIRTUAL_UKEY_P11_H
#define VIRTUAL_UKEY_P11_H

typedef unsigned char CK_BYTE, CK_BBOOL, CK_UTF8CHAR;
typedef unsigned long CK_ULONG, CK_FLAGS, CK_RV;
typedef CK_ULONG CK_SLOT_ID, CK_SESSION_HANDLE, CK_OBJECT_HANDLE;
typedef CK_ULONG CK_USER_TYPE, CK_STATE, CK_NOTIFICATION;
typedef CK_ULONG CK_OBJECT_CLASS, CK_KEY_TYPE, CK_ATTRIBUTE_TYPE, CK_MECHANISM_TYPE;

typedef struct { CK_BYTE major, minor; } CK_VERSION;

typedef struct {
  CK_VERSION cryptokiVersion;
  CK_UTF8CHAR manufacturerID[32];
  CK_FLAGS flags;
  CK_UTF8CHAR libraryDescription[32];
  CK_VERSION libraryVersion;
} CK_INFO;

typedef struct {
  CK_UTF8CHAR slotDescription[64], manufacturerID[32];
  CK_FLAGS flags;
  CK_VERSION hardwareVersion, firmwareVersion;
} CK_SLOT_INFO;

typedef struct {
  CK_UTF8CHAR label[32], manufacturerID[32], model[16], serialNumber[16];
  CK_FLAGS flags;
  CK_ULONG ulMaxSessionCount, ulSessionCount, ulMaxRwSessionCount, ulRwSessionCount;
  CK_ULONG ulMaxPinLen, ulMinPinLen;
  CK_ULONG ulTotalPublicMemory, ulFreePublicMemory, ulTotalPrivateMemory, ulFreePrivateMemory;
  CK_VERSION hardwareVersion, firmwareVersion;
  CK_UTF8CHAR utcTime[16];
} CK_TOKEN_INFO;

typedef struct {
  CK_SLOT_ID slotID;
  CK_STATE state;
  CK_FLAGS flags;
  CK_ULONG ulDeviceError;
} CK_SESSION_INFO;

typedef struct {
  CK_ATTRIBUTE_TYPE type;
  void *pValue;
  CK_ULONG ulValueLen;
} CK_ATTRIBUTE;

typedef struct {
  CK_MECHANISM_TYPE mechanism;
  void *pParameter;
  CK_ULONG ulParameterLen;
} CK_MECHANISM;

typedef struct { CK_ULONG ulMinKeySize, ulMaxKeySize; CK_FLAGS flags; } CK_MECHANISM_INFO;

typedef CK_RV (*CK_NOTIFY)(CK_SESSION_HANDLE session, CK_NOTIFICATION event, void *application);

typedef struct {
  CK_RV (*CreateMutex)(void **mutex);
  CK_RV (*DestroyMutex)(void *mutex);
  CK_RV (*LockMutex)(void *mutex);
  CK_RV (*UnlockMutex)(void *mutex);
  CK_FLAGS flags;
  void *pReserved;
} CK_C_INITIALIZE_ARGS;

/* Every function in the order of the standard's function list: name, then parameters. */
#define P11_FUNCTIONS(X) \
  X(C_Initialize, (void *args)) \
  X(C_Finalize, (void *reserved)) \
  X(C_GetInfo, (CK_INFO *info)) \
  X(C_GetFunctionList, (struct CK_FUNCTION_LIST **list)) \
  X(C_GetSlotList, (CK_BBOOL present, CK_SLOT_ID *slots, CK_ULONG *count)) \
  X(C_GetSlotInfo, (CK_SLOT_ID slot, CK_SLOT_INFO *info)) \
  X(C_GetTokenInfo, (CK_SLOT_ID slot, CK_TOKEN_INFO *info)) \
  X(C_GetMechanismList, (CK_SLOT_ID slot, CK_MECHANISM_TYPE *list, CK_ULONG *count)) \
  X(C_GetMechanismInfo, (CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info)) \
  X(C_InitToken, (CK_SLOT_ID slot, CK_BYTE *pin, CK_ULONG pin_size, CK_BYTE *label)) \
  X(C_InitPIN, (CK_SESSION_HANDLE session, CK_BYTE *pin, CK_ULONG pin_size)) \
  X(C_SetPIN, (CK_SESSION_HANDLE session, CK_BYTE *old, CK_ULONG old_size, CK_BYTE *pin, CK_ULONG pin_size)) \
  X(C_OpenSession, (CK_SLOT_ID slot, CK_FLAGS flags, void *app, CK_NOTIFY notify, CK_SESSION_HANDLE *session)) \
  X(C_CloseSession, (CK_SESSION_HANDLE session)) \
  X(C_CloseAllSessions, (CK_SLOT_ID slot)) \
  X(C_GetSessionInfo, (CK_SESSION_HANDLE session, CK_SESSION_INFO *info)) \
  X(C_GetOperationState, (CK_SESSION_HANDLE session, CK_BYTE *state, CK_ULONG *size)) \
  X(C_SetOperationState, (CK_SESSION_HANDLE session, CK_BYTE *state, CK_ULONG size, CK_OBJECT_HANDLE encryption, \
                          CK_OBJECT_HANDLE authentication)) \
  X(C_Login, (CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_BYTE *pin, CK_ULONG pin_size)) \
  X(C_Logout, (CK_SESSION_HANDLE session)) \
  X(C_CreateObject, (CK_SESSION_HANDLE session, CK_ATTRIBUTE *template, CK_ULONG count, CK_OBJECT_HANDLE *object)) \
  X(C_CopyObject, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *template, CK_ULONG count, \
                   CK_OBJECT_HANDLE *copy)) \
  X(C_DestroyObject, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object)) \
  X(C_GetObjectSize, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ULONG *size)) \
  X(C_GetAttributeValue, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *template, CK_ULONG count)) \
  X(C_SetAttributeValue, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *template, CK_ULONG count)) \
  X(C_FindObjectsInit, (CK_SESSION_HANDLE session, CK_ATTRIBUTE *template, CK_ULONG count)) \
  X(C_FindObjects, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, CK_ULONG max, CK_ULONG *count)) \
  X(C_FindObjectsFinal, (CK_SESSION_HANDLE session)) \
  X(C_EncryptInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
  X(C_Encrypt, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_EncryptUpdate, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_EncryptFinal, (CK_SESSION_HANDLE session, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_DecryptInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
  X(C_Decrypt, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_DecryptUpdate, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_DecryptFinal, (CK_SESSION_HANDLE session, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_DigestInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism)) \
  X(C_Digest, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_DigestUpdate, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size)) \
  X(C_DigestKey, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key)) \
  X(C_DigestFinal, (CK_SESSION_HANDLE session, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_SignInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
  X(C_Sign, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_SignUpdate, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size)) \
  X(C_SignFinal, (CK_SESSION_HANDLE session, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_SignRecoverInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
  X(C_SignRecover, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_VerifyInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
  X(C_Verify, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *signature, CK_ULONG signature_size)) \
  X(C_VerifyUpdate, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size)) \
  X(C_VerifyFinal, (CK_SESSION_HANDLE session, CK_BYTE *signature, CK_ULONG signature_size)) \
  X(C_VerifyRecoverInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
  X(C_VerifyRecover, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_DigestEncryptUpdate, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_DecryptDigestUpdate, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_SignEncryptUpdate, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_DecryptVerifyUpdate, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_GenerateKey, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_ATTRIBUTE *template, CK_ULONG count, \
                    CK_OBJECT_HANDLE *key)) \
  X(C_GenerateKeyPair, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_ATTRIBUTE *public_template, \
                        CK_ULONG public_count, CK_ATTRIBUTE *private_template, CK_ULONG private_count, \
                        CK_OBJECT_HANDLE *public_key, CK_OBJECT_HANDLE *private_key)) \
  X(C_WrapKey, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE wrapping, CK_OBJECT_HANDLE key, \
                CK_BYTE *out, CK_ULONG *out_size)) \
  X(C_UnwrapKey, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE unwrapping, CK_BYTE *wrapped, \
                  CK_ULONG wrapped_size, CK_ATTRIBUTE *template, CK_ULONG count, CK_OBJECT_HANDLE *key)) \
  X(C_DeriveKey, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE base, CK_ATTRIBUTE *template, \
                  CK_ULONG count, CK_OBJECT_HANDLE *key)) \
  X(C_SeedRandom, (CK_SESSION_HANDLE session, CK_BYTE *seed, CK_ULONG size)) \
  X(C_GenerateRandom, (CK_SESSION_HANDLE session, CK_BYTE *out, CK_ULONG size)) \
  X(C_GetFunctionStatus, (CK_SESSION_HANDLE session)) \
  X(C_CancelFunction, (CK_SESSION_HANDLE session)) \
  X(C_WaitForSlotEvent, (CK_FLAGS flags, CK_SLOT_ID *slot, void *reserved))

#define P11_EXPORT __attribute__((visibility("default")))

struct CK_FUNCTION_LIST;
#define P11_PROTOTYPE(name, parameters) P11_EXPORT CK_RV name parameters;
P11_FUNCTIONS(P11_PROTOTYPE)

struct CK_FUNCTION_LIST {
  CK_VERSION version;
#define P11_FIELD(name, parameters) CK_RV (*name) parameters;
  P11_FUNCTIONS(P11_FIELD)
};

#include "p11-constants.h"
#endif
