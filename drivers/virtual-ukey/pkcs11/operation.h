/* What crypto-api.c asks of operation.c. */
#ifndef VIRTUAL_UKEY_OPERATION_H
#define VIRTUAL_UKEY_OPERATION_H

#include "face.h"

CK_RV operation_begin(struct session *session, enum operation_kind kind, const CK_MECHANISM *wanted,
                      CK_OBJECT_HANDLE handle);
CK_RV operation_feed(struct operation *operation, const CK_BYTE *data, CK_ULONG size);
CK_RV operation_sign(struct operation *operation, struct bytes *out);
CK_RV operation_verify(struct operation *operation, const CK_BYTE *signature, CK_ULONG size);
CK_RV operation_crypt(struct operation *operation, bool encrypt, const CK_BYTE *data, CK_ULONG size, struct bytes *out);
CK_RV operation_digest(struct operation *operation, struct bytes *out);
CK_ULONG operation_bound(const struct operation *operation, enum operation_kind kind, CK_ULONG more);

#endif
