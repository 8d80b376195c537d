/* The library under test, function by function, and what the parts of the walk share. */
#ifndef SKF_WALK_H
#define SKF_WALK_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "skf.h"

struct skf {
#define SKF_FIELD(name, parameters) ULONG(*name) parameters;
  SKF_FUNCTIONS(SKF_FIELD)
  SKF_DECRYPT_HAITAI_FUNCTIONS(SKF_FIELD)
};
extern struct skf skf;
extern const char *home;

void want_at(const char *file, int line, const char *what, ULONG got, ULONG expected);
#define WANT(expected, call) want_at(__FILE__, __LINE__, #call, skf.call, expected)
#define OK(call) WANT(SAR_OK, call)
#define HOLDS(what) want_at(__FILE__, __LINE__, #what, (what) ? SAR_OK : SAR_FAIL, SAR_OK)

void beside(const char *name, const char *text); /* text: NULL takes the file away */
HANDLE authenticated(HANDLE device, const char *key);

struct place {
  HANDLE device, application;
};
void walk_devices(struct place *place);
void walk_pins(const struct place *place);
void walk_applications(const struct place *place);
void walk_files(const struct place *place);
void walk_containers(const struct place *place);
void walk_ecc(const struct place *place);
void walk_rsa(const struct place *place);
void walk_ciphers(const struct place *place);
void walk_digests(const struct place *place);
void walk_outside(const struct place *place);
void walk_agreement(const struct place *place);
void walk_quirks(const struct place *place);
void walk_removal(struct place *place);
void walk_threads(void);
#endif
