/* What wrap.c asks of pairs.c. */
#ifndef VIRTUAL_UKEY_ENVELOPE_H
#define VIRTUAL_UKEY_ENVELOPE_H

#include "face.h"

#define WRAPPED_MAX (1UL << 16)

struct unwrapping {
  CK_OBJECT_HANDLE key;
  const CK_BYTE *data;
  CK_ULONG size;
  const CK_ATTRIBUTE *template;
  CK_ULONG count;
};
CK_RV unwrap_pair(struct session *session, const struct unwrapping *from, CK_OBJECT_HANDLE *handle);

#endif
