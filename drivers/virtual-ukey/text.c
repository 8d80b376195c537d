/* The text of a key's file: one "name value…" a line, bytes in hex ("-" for none). The last line is a SHA-256 over
   all lines before it, so that half a file never passes for a whole one. README.md describes the format. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ukey.h"

static bool checksum(const void *data, size_t size, char hex[65]) {
  unsigned char digest[32];
  struct bytes text = {0};
  if (EVP_Digest(data, size, digest, NULL, EVP_sha256(), NULL) != 1) return false;
  bytes_hex(&text, digest, sizeof digest);
  bool ok = !text.failed;
  if (ok) memcpy(hex, text.data, 65);
  bytes_wipe(&text);
  return ok;
}

static void print_pin(struct bytes *out, const char *name, const struct pin *pin) {
  bytes_print(out, "%s %u %u %u %u ", name, pin->tries, pin->max, pin->is_default ? 1U : 0U, pin->iterations);
  bytes_hex(out, pin->salt, pin->set ? sizeof pin->salt : 0);
  bytes_add(out, " ", 1);
  bytes_hex(out, pin->wrapped, pin->set ? sizeof pin->wrapped : 0);
  bytes_add(out, "\n", 1);
}

static void print_field(struct bytes *out, const char *name, const struct bytes *value) {
  bytes_print(out, "%s ", name);
  bytes_hex(out, value->data, value->size);
  bytes_add(out, "\n", 1);
}

static void print_object(struct bytes *out, const struct object *object) {
  bytes_print(out, "object %lu\n", object->handle);
  for (const struct attribute *at = object->attributes; at != NULL; at = at->next) {
    bytes_print(out, "%s %lx ", at->sealed ? "seal" : "attr", at->type);
    bytes_hex(out, at->value, at->size);
    bytes_add(out, "\n", 1);
  }
}

static void print_family(struct bytes *out, const struct key *key) {
  if (key->number_count == 0) return;
  bytes_print(out, "family %lx", key->sm2_type);
  for (unsigned i = 0; i < key->number_count; i++)
    bytes_print(out, " %lx=%lx", key->numbers[i].ours, key->numbers[i].told);
  bytes_print(out, "\n");
}

/* The lines of PINs after an application's line are its own. */
static void print_application(struct bytes *out, unsigned number, const struct application *application) {
  bytes_print(out, "application %u %u ", number, application->rights);
  bytes_hex(out, application->name.data, application->name.size);
  bytes_add(out, "\n", 1);
  print_pin(out, "user-pin", &application->user);
  print_pin(out, "so-pin", &application->so);
}

void key_print(const struct key *key, struct bytes *out) {
  char hex[65];
  bytes_print(out, "virtual-ukey 1\nslot %u\nepoch %u\ngeneration %u\n", key->slot, key->epoch, key->generation);
  print_field(out, "label", &key->label);
  print_field(out, "manufacturer", &key->manufacturer);
  print_field(out, "model", &key->model);
  print_field(out, "serial", &key->serial);
  bytes_print(out, "unwrap %d\nimport %d\nkeypad %d\n", key->can_unwrap, key->can_import, key->keypad);
  if (key->always_authenticate) bytes_print(out, "always-authenticate 1\n");
  bytes_print(out, "pin-rule %u %u %s\n", key->pin_min, key->pin_max, key->pin_digits ? "digits" : "any");
  print_family(out, key);
  bytes_print(out, "capacity %lu\nnext %lu\n", key->capacity, key->next_object);
  print_field(out, "device-key", &(struct bytes){.data = (unsigned char *)key->device_key, .size = sizeof key->device_key});
  for (unsigned i = 0; i < APPLICATION_COUNT; i++)
    if (key->applications[i].name.size > 0) print_application(out, i, &key->applications[i]);
  for (const struct object *object = key->objects; object != NULL; object = object->next) print_object(out, object);
  if (out->failed || !checksum(out->data, out->size, hex)) out->failed = true;
  else bytes_print(out, "sha256 %s\n", hex);
}

static bool parse_pin(struct pin *pin, char *text) {
  char salt[64], wrapped[160];
  unsigned is_default;
  if (sscanf(text, "%u %u %u %u %63s %159s", &pin->tries, &pin->max, &is_default, &pin->iterations, salt, wrapped) != 6)
    return false;
  pin->is_default = is_default != 0;
  pin->set = strcmp(wrapped, "-") != 0;
  if (!pin->set) return true;
  return pin->iterations > 0 && hex_decode_fixed(salt, pin->salt, sizeof pin->salt) &&
         hex_decode_fixed(wrapped, pin->wrapped, sizeof pin->wrapped);
}

static bool parse_attribute(struct object *object, char *text, bool sealed) {
  char *value;
  CK_ATTRIBUTE_TYPE type = strtoul(text, &value, 16);
  if (object == NULL || *value != ' ') return false;
  struct bytes decoded = {0};
  bool ok = hex_decode(value + 1, &decoded) && object_set(object, type, decoded.data, decoded.size);
  if (ok) object_find(object, type)->sealed = sealed;
  bytes_wipe(&decoded);
  return ok;
}

static bool parse_number(const char *text, unsigned long max, unsigned long *out) {
  char *end;
  *out = strtoul(text, &end, 10);
  return end != text && *end == 0 && *out <= max;
}

/* The key type, then OURS=TOLD for each SM2 mechanism of the family. */
static bool parse_family(struct key *key, char *text) {
  char *rest = text;
  key->sm2_type = strtoul(strsep(&rest, " "), NULL, 16);
  for (char *pair; rest != NULL && (pair = strsep(&rest, " ")) != NULL; key->number_count++) {
    CK_ULONG ours, told;
    if (key->number_count == FAMILY_NUMBERS || sscanf(pair, "%lx=%lx", &ours, &told) != 2) return false;
    key->numbers[key->number_count].ours = ours;
    key->numbers[key->number_count].told = told;
  }
  return key->number_count > 0;
}

static bool parse_application(struct key *key, struct application **current, const char *text) {
  unsigned number, rights;
  int from = 0;
  if (sscanf(text, "%u %u %n", &number, &rights, &from) != 2 || from == 0 || number >= APPLICATION_COUNT) return false;
  *current = &key->applications[number];
  (*current)->rights = rights;
  return hex_decode(text + from, &(*current)->name) && (*current)->name.size <= APPLICATION_NAME_SIZE;
}

static bool parse_setting(struct key *key, struct application **application, const char *name, char *value) {
  unsigned long number = 0;
  if (strcmp(name, "label") == 0) return hex_decode(value, &key->label);
  if (strcmp(name, "manufacturer") == 0) return hex_decode(value, &key->manufacturer);
  if (strcmp(name, "model") == 0) return hex_decode(value, &key->model);
  if (strcmp(name, "serial") == 0) return hex_decode(value, &key->serial);
  if (strcmp(name, "user-pin") == 0) return parse_pin(&(*application)->user, value);
  if (strcmp(name, "so-pin") == 0) return parse_pin(&(*application)->so, value);
  if (strcmp(name, "application") == 0) return parse_application(key, application, value);
  if (strcmp(name, "device-key") == 0) return hex_decode_fixed(value, key->device_key, sizeof key->device_key);
  if (strcmp(name, "family") == 0) return parse_family(key, value);
  if (strcmp(name, "pin-rule") == 0) {
    char kind[8];
    if (sscanf(value, "%u %u %7s", &key->pin_min, &key->pin_max, kind) != 3) return false;
    key->pin_digits = strcmp(kind, "digits") == 0;
    return true;
  }
  if (!parse_number(value, 0x7FFFFFFFUL, &number)) return false;
  if (strcmp(name, "slot") == 0) key->slot = (unsigned)number;
  else if (strcmp(name, "epoch") == 0) key->epoch = (unsigned)number;
  else if (strcmp(name, "generation") == 0) key->generation = (unsigned)number;
  else if (strcmp(name, "unwrap") == 0) key->can_unwrap = number != 0;
  else if (strcmp(name, "import") == 0) key->can_import = number != 0;
  else if (strcmp(name, "keypad") == 0) key->keypad = number != 0;
  else if (strcmp(name, "always-authenticate") == 0) key->always_authenticate = number != 0;
  else if (strcmp(name, "capacity") == 0) key->capacity = number;
  else if (strcmp(name, "next") == 0) key->next_object = number;
  else return strcmp(name, "virtual-ukey") == 0 && number == 1;
  return true;
}

struct parsing {
  struct application *application;
  struct object *object;
};

static bool parse_line(struct key *key, struct parsing *parsing, char *line) {
  char *value = strchr(line, ' ');
  if (value == NULL) return false;
  *value++ = 0;
  if (strcmp(line, "attr") == 0) return parse_attribute(parsing->object, value, false);
  if (strcmp(line, "seal") == 0) return parse_attribute(parsing->object, value, true);
  if (strcmp(line, "object") != 0) return parse_setting(key, &parsing->application, line, value);
  unsigned long number;
  if (!parse_number(value, SESSION_OBJECT_BASE - 1, &number)) return false;
  struct object *object = object_new(number);
  if (object == NULL) return false;
  if (parsing->object == NULL) key->objects = object;
  else parsing->object->next = object;
  parsing->object = object;
  return true;
}

static bool parse_checksum(const char *text, size_t size, size_t *body) {
  char expected[65];
  if (size < 73 || memcmp(text + size - 72, "sha256 ", 7) != 0 || text[size - 1] != '\n') return false;
  *body = size - 72;
  return checksum(text, *body, expected) && memcmp(text + size - 65, expected, 64) == 0;
}

/* False if the file is not whole or not ours. */
bool key_parse(struct key *key, char *text, size_t size) {
  size_t body = size;
  struct parsing parsing = {.application = &key->applications[0]};
  bool ok = parse_checksum(text, size, &body);
  char *rest = text;
  key->sm2_type = CKK_SM2;
  memcpy(key->device_key, DEFAULT_DEVICE_KEY, sizeof key->device_key);
  key->applications[0].rights = RIGHTS_USER;
  bytes_add(&key->applications[0].name, DEFAULT_APPLICATION, strlen(DEFAULT_APPLICATION)); /* files of old name none */
  text[body] = 0;
  for (char *line; ok && (line = strsep(&rest, "\n")) != NULL;)
    if (*line != 0 && !parse_line(key, &parsing, line)) ok = false;
  return ok && key->slot < SLOT_COUNT && key->pin_max >= key->pin_min;
}
