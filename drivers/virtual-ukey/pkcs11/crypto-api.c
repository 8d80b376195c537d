/* C_Sign, C_Verify, C_Encrypt, C_Decrypt, C_Digest and their parts. A call that only asks for the length, or whose
   buffer is too small, leaves the operation as it was. Every other result ends it. */
#include <string.h>

#include "operation.h"

struct io {
  const CK_BYTE *data;
  CK_ULONG size;
  CK_BYTE *out;
  CK_ULONG *out_size;
};

static CK_RV produce(struct operation *operation, enum operation_kind kind, const struct io *io, struct bytes *out) {
  bool crypt = kind == OPERATION_ENCRYPT || kind == OPERATION_DECRYPT;
  if (crypt && operation->in_parts)
    return operation_crypt(operation, kind == OPERATION_ENCRYPT, operation->pending.data, operation->pending.size, out);
  if (crypt) return operation_crypt(operation, kind == OPERATION_ENCRYPT, io->data, io->size, out);
  CK_RV rv = operation_feed(operation, io->data, io->size);
  if (rv != CKR_OK) return rv;
  return kind == OPERATION_SIGN ? operation_sign(operation, out) : operation_digest(operation, out);
}

/* A use of a key that asks for the PIN each time, without it. The use is over. */
static bool pin_missing(struct operation *operation) {
  if (!operation->needs_pin) return false;
  operation_end(operation);
  return true;
}

/* An operation goes in one call or in parts. A caller who mixes them has lost it. */
static bool mixed(struct operation *operation, bool last_part) {
  if (last_part ? !operation->asked_whole : !operation->in_parts) return false;
  operation_end(operation);
  return true;
}

/* Only decryption yields less than its bound, so only there is the result itself compared with the buffer. */
static CK_RV finish(struct session *session, enum operation_kind kind, bool last_part, const struct io *io) {
  struct operation *operation = &session->operations[kind];
  struct bytes result = {0};
  if (operation->mechanism == NULL || mixed(operation, last_part)) return CKR_OPERATION_NOT_INITIALIZED;
  if (pin_missing(operation)) return CKR_USER_NOT_LOGGED_IN;
  operation->asked_whole = !last_part;
  CK_ULONG bound = io->out_size == NULL ? 0 : operation_bound(operation, kind, io->size);
  if (io->out_size != NULL && io->out == NULL) {
    *io->out_size = bound;
    return CKR_OK;
  }
  bool crypt = kind == OPERATION_DECRYPT || kind == OPERATION_ENCRYPT;
  if (io->out_size != NULL && !crypt && *io->out_size < bound) {
    *io->out_size = bound;
    return CKR_BUFFER_TOO_SMALL;
  }
  CK_RV rv = io->out_size == NULL ? CKR_ARGUMENTS_BAD : produce(operation, kind, io, &result);
  if (rv == CKR_OK && result.failed) rv = CKR_HOST_MEMORY;
  if (rv == CKR_OK && *io->out_size < result.size) rv = CKR_BUFFER_TOO_SMALL;
  if (rv == CKR_OK && result.size > 0) memcpy(io->out, result.data, result.size);
  if (rv == CKR_OK || rv == CKR_BUFFER_TOO_SMALL) *io->out_size = result.size;
  if (rv != CKR_BUFFER_TOO_SMALL) operation_end(operation);
  bytes_wipe(&result);
  return rv;
}

static CK_RV begin_call(const char *name, CK_SESSION_HANDLE session, enum operation_kind kind, CK_MECHANISM *mechanism,
                        CK_OBJECT_HANDLE key) {
  struct call call;
  CK_RV rv = enter_session(&call, name, session, NULL);
  return leave(&call, rv == CKR_OK ? operation_begin(call.session, kind, mechanism, key) : rv);
}

static CK_RV finish_call(const char *name, CK_SESSION_HANDLE session, enum operation_kind kind, bool last_part,
                         struct io io) {
  struct call call;
  CK_RV rv = enter_session(&call, name, session, io.out_size);
  return leave(&call, rv == CKR_OK ? finish(call.session, kind, last_part, &io) : rv);
}

static CK_RV feed(struct session *session, enum operation_kind kind, const CK_BYTE *data, CK_ULONG size) {
  struct operation *operation = &session->operations[kind];
  if (operation->mechanism == NULL || mixed(operation, true)) return CKR_OPERATION_NOT_INITIALIZED;
  if (pin_missing(operation)) return CKR_USER_NOT_LOGGED_IN;
  operation->in_parts = true;
  CK_RV rv = operation_feed(operation, data, size);
  if (rv != CKR_OK) operation_end(operation);
  return rv;
}

static CK_RV feed_call(const char *name, CK_SESSION_HANDLE session, enum operation_kind kind, const CK_BYTE *data,
                       CK_ULONG size) {
  struct call call;
  CK_RV rv = enter_session(&call, name, session, NULL);
  return leave(&call, rv == CKR_OK ? feed(call.session, kind, data, size) : rv);
}

CK_RV C_SignInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key) {
  return begin_call("C_SignInit", session, OPERATION_SIGN, mechanism, key);
}
CK_RV C_Sign(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size) {
  return finish_call("C_Sign", session, OPERATION_SIGN, false, (struct io){data, size, out, out_size});
}
CK_RV C_SignUpdate(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size) {
  return feed_call("C_SignUpdate", session, OPERATION_SIGN, data, size);
}
CK_RV C_SignFinal(CK_SESSION_HANDLE session, CK_BYTE *out, CK_ULONG *out_size) {
  return finish_call("C_SignFinal", session, OPERATION_SIGN, true, (struct io){NULL, 0, out, out_size});
}

CK_RV C_DigestInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism) {
  return begin_call("C_DigestInit", session, OPERATION_DIGEST, mechanism, 0);
}
CK_RV C_Digest(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size) {
  return finish_call("C_Digest", session, OPERATION_DIGEST, false, (struct io){data, size, out, out_size});
}
CK_RV C_DigestUpdate(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size) {
  return feed_call("C_DigestUpdate", session, OPERATION_DIGEST, data, size);
}
CK_RV C_DigestFinal(CK_SESSION_HANDLE session, CK_BYTE *out, CK_ULONG *out_size) {
  return finish_call("C_DigestFinal", session, OPERATION_DIGEST, true, (struct io){NULL, 0, out, out_size});
}

CK_RV C_EncryptInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key) {
  return begin_call("C_EncryptInit", session, OPERATION_ENCRYPT, mechanism, key);
}
CK_RV C_Encrypt(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size) {
  return finish_call("C_Encrypt", session, OPERATION_ENCRYPT, false, (struct io){data, size, out, out_size});
}
CK_RV C_EncryptFinal(CK_SESSION_HANDLE session, CK_BYTE *out, CK_ULONG *out_size) {
  return finish_call("C_EncryptFinal", session, OPERATION_ENCRYPT, true, (struct io){NULL, 0, out, out_size});
}
CK_RV C_DecryptInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key) {
  return begin_call("C_DecryptInit", session, OPERATION_DECRYPT, mechanism, key);
}
CK_RV C_Decrypt(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size) {
  return finish_call("C_Decrypt", session, OPERATION_DECRYPT, false, (struct io){data, size, out, out_size});
}
CK_RV C_DecryptFinal(CK_SESSION_HANDLE session, CK_BYTE *out, CK_ULONG *out_size) {
  return finish_call("C_DecryptFinal", session, OPERATION_DECRYPT, true, (struct io){NULL, 0, out, out_size});
}

/* Nothing comes out before the end, because SM2 and RSA take their text as a whole. */
static CK_RV gather_call(const char *name, CK_SESSION_HANDLE session, enum operation_kind kind, struct io io) {
  if (io.out_size == NULL) return CKR_ARGUMENTS_BAD;
  CK_RV rv = feed_call(name, session, kind, io.data, io.size);
  if (rv == CKR_OK) *io.out_size = 0;
  return rv;
}
CK_RV C_EncryptUpdate(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size) {
  return gather_call("C_EncryptUpdate", session, OPERATION_ENCRYPT, (struct io){data, size, out, out_size});
}
CK_RV C_DecryptUpdate(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *out, CK_ULONG *out_size) {
  return gather_call("C_DecryptUpdate", session, OPERATION_DECRYPT, (struct io){data, size, out, out_size});
}

static CK_RV verify(struct session *session, bool last_part, struct io io, const CK_BYTE *signature, CK_ULONG size) {
  struct operation *operation = &session->operations[OPERATION_VERIFY];
  if (operation->mechanism == NULL || mixed(operation, last_part)) return CKR_OPERATION_NOT_INITIALIZED;
  CK_RV rv = operation_feed(operation, io.data, io.size);
  if (rv == CKR_OK) rv = operation_verify(operation, signature, size);
  operation_end(operation);
  return rv;
}

CK_RV C_VerifyInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key) {
  return begin_call("C_VerifyInit", session, OPERATION_VERIFY, mechanism, key);
}
CK_RV C_Verify(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *signature, CK_ULONG signature_size) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_Verify", session, NULL);
  if (rv == CKR_OK) rv = verify(call.session, false, (struct io){data, size, NULL, NULL}, signature, signature_size);
  return leave(&call, rv);
}
CK_RV C_VerifyUpdate(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size) {
  return feed_call("C_VerifyUpdate", session, OPERATION_VERIFY, data, size);
}
CK_RV C_VerifyFinal(CK_SESSION_HANDLE session, CK_BYTE *signature, CK_ULONG signature_size) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_VerifyFinal", session, NULL);
  if (rv == CKR_OK) rv = verify(call.session, true, (struct io){NULL, 0, NULL, NULL}, signature, signature_size);
  return leave(&call, rv);
}
