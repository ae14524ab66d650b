#define _GNU_SOURCE
#include "CHTTP.h"
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

struct exchange {
  void *object;
  const char *target_end;
};

struct reader {
  void *context;
  ssize_t (*read)(void *, char *, size_t);
  void (*forget)(void *);
};

int http_listen(const char *host, uint16_t port) {
  struct addrinfo hints, *found;
  memset(&hints, 0, sizeof hints);
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV;
  char service[8];
  snprintf(service, sizeof service, "%u", port);
  int code = getaddrinfo(host, service, &hints, &found);
  if (code != 0) return -1000 + code;
  int one = 1;
  int listener = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  int is_ready = listener >= 0
    && setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) == 0
    && bind(listener, found->ai_addr, found->ai_addrlen) == 0 && listen(listener, 511) == 0;
  int error = errno;
  freeaddrinfo(found);
  if (is_ready) return listener;
  if (listener >= 0) close(listener);
  return -error;
}

int http_copy(int listener) {
  int copy = fcntl(listener, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return -1;
  int flags = fcntl(copy, F_GETFL);
  if (flags >= 0 && fcntl(copy, F_SETFL, flags | O_NONBLOCK) == 0) return copy;
  close(copy);
  return -1;
}

int http_name(int listener, char *host, size_t size) {
  struct sockaddr_storage address;
  socklen_t length = sizeof address;
  if (getsockname(listener, (struct sockaddr *)&address, &length) < 0) return -1;
  int is_internet = address.ss_family == AF_INET || address.ss_family == AF_INET6;
  return is_internet && getnameinfo((struct sockaddr *)&address, length, host, (socklen_t)size,
                                    NULL, 0, NI_NUMERICHOST) == 0 ? 0 : -1;
}

uint16_t http_port(int listener) {
  struct sockaddr_storage address;
  socklen_t length = sizeof address;
  char service[8];
  int is_listening = 0;
  socklen_t size = sizeof is_listening;
  if (getsockopt(listener, SOL_SOCKET, SO_ACCEPTCONN, &is_listening, &size) < 0 || !is_listening
      || getsockname(listener, (struct sockaddr *)&address, &length) < 0
      || getnameinfo((struct sockaddr *)&address, length, NULL, 0, service, sizeof service,
                     NI_NUMERICSERV) != 0)
    return 0;
  return (uint16_t)atoi(service);
}

void http_allow_descriptors(unsigned wanted) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
  setrlimit(RLIMIT_NOFILE, &limit); /* Only ever raised to what is allowed. */
}

static void on_remark(void *context, const char *format, va_list arguments) {
  const struct http_events *events = context;
  char text[512];
  vsnprintf(text, sizeof text, format, arguments);
  events->remarked(events->context, text);
}

static void on_connection(void *context, struct MHD_Connection *connection, void **peer,
                          enum MHD_ConnectionNotificationCode code) {
  const struct http_events *events = context;
  if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
    if (*peer) events->closed(events->context, *peer);
    *peer = NULL;
    return;
  }
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  *peer = info ? events->opened(events->context, info->connect_fd) : NULL;
}

static void *on_target(void *context, const char *target, struct MHD_Connection *connection) {
  (void)connection;
  const struct http_events *events = context;
  struct exchange *exchange = malloc(sizeof *exchange);
  if (!exchange) return NULL;
  exchange->object = events->began(events->context, target);
  exchange->target_end = target + strlen(target);
  return exchange;
}

/* The target is decoded by its reader, who knows where one part of it ends. */
static size_t leave_as_it_is(void *context, struct MHD_Connection *connection, char *text) {
  (void)context;
  (void)connection;
  return strlen(text);
}

static enum MHD_Result on_advance(void *context, struct MHD_Connection *connection,
                                  const char *target, const char *method, const char *version,
                                  const char *data, size_t *size, void **state) {
  (void)target;
  const struct http_events *events = context;
  struct exchange *exchange = *state;
  if (!exchange) return MHD_NO;
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  int is_whole = version == exchange->target_end + 1;
  int goes_on =
    events->advanced(events->context, exchange->object, info ? info->socket_context : NULL,
                     connection, method, is_whole, data, size);
  return goes_on ? MHD_YES : MHD_NO;
}

static void on_end(void *context, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode code) {
  (void)code;
  const struct http_events *events = context;
  struct exchange *exchange = *state;
  if (!exchange) return;
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  events->ended(events->context, exchange->object, info ? info->socket_context : NULL);
  free(exchange);
  *state = NULL;
}

struct MHD_Daemon *http_start(const struct http_options *options,
                              const struct http_events *given) {
  /* Lives as long as the process, as the daemon may. */
  struct http_events *events = malloc(sizeof *events);
  if (!events) return NULL;
  *events = *given;
  struct MHD_OptionItem items[20];
  int count = 0;
#define OPTION(name, number, pointer) \
  items[count++] = (struct MHD_OptionItem){name, (intptr_t)(number), (void *)(pointer)}
  OPTION(MHD_OPTION_LISTEN_SOCKET, options->listener, NULL);
  if (options->threads > 1) OPTION(MHD_OPTION_THREAD_POOL_SIZE, options->threads, NULL);
  OPTION(MHD_OPTION_CONNECTION_LIMIT, options->connections_max, NULL);
  if (options->connections_per_address_max > 0)
    OPTION(MHD_OPTION_PER_IP_CONNECTION_LIMIT, options->connections_per_address_max, NULL);
  OPTION(MHD_OPTION_CONNECTION_TIMEOUT, options->idle_seconds, NULL);
  OPTION(MHD_OPTION_CONNECTION_MEMORY_LIMIT, options->connection_memory, NULL);
  OPTION(MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL);
  OPTION(MHD_OPTION_URI_LOG_CALLBACK, on_target, events);
  OPTION(MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL);
  OPTION(MHD_OPTION_NOTIFY_CONNECTION, on_connection, events);
  OPTION(MHD_OPTION_NOTIFY_COMPLETED, on_end, events);
  if (options->key) {
    OPTION(MHD_OPTION_HTTPS_MEM_KEY, 0, options->key);
    OPTION(MHD_OPTION_HTTPS_MEM_CERT, 0, options->certificate);
    OPTION(MHD_OPTION_HTTPS_PRIORITIES, 0, "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2");
  }
  OPTION(MHD_OPTION_END, 0, NULL);
#undef OPTION
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
  if (options->key) flags |= MHD_USE_TLS;
  /* The logger first: what follows may have something to say. */
  struct MHD_Daemon *daemon =
    MHD_start_daemon(flags, 0, NULL, NULL, on_advance, events, MHD_OPTION_EXTERNAL_LOGGER,
                     on_remark, events, MHD_OPTION_ARRAY, items, MHD_OPTION_END);
  if (!daemon) free(events);
  return daemon;
}

void http_quiesce(struct MHD_Daemon *daemon) {
  MHD_socket listener = MHD_quiesce_daemon(daemon);
  if (listener != MHD_INVALID_SOCKET) close(listener);
}

void http_stop(struct MHD_Daemon *daemon) { MHD_stop_daemon(daemon); }

struct header_walk {
  void *context;
  void (*each)(void *, const char *, size_t, const char *, size_t);
};

static enum MHD_Result on_header(void *context, enum MHD_ValueKind kind, const char *name,
                                 size_t name_length, const char *value, size_t value_length) {
  (void)kind;
  const struct header_walk *walk = context;
  walk->each(walk->context, name, name_length, value ? value : "", value ? value_length : 0);
  return MHD_YES;
}

void http_each_header(struct MHD_Connection *connection, void *context,
                      void (*each)(void *, const char *, size_t, const char *, size_t)) {
  struct header_walk walk = {context, each};
  MHD_get_connection_values_n(connection, MHD_HEADER_KIND, on_header, &walk);
}

int http_address(struct MHD_Connection *connection, char *text, size_t size) {
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (!info || !info->client_addr) return -1;
  socklen_t length = info->client_addr->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
                                                              : sizeof(struct sockaddr_in);
  int code = getnameinfo(info->client_addr, length, text, (socklen_t)size, NULL, 0, NI_NUMERICHOST);
  return code == 0 ? 0 : -1;
}

void http_suspend(struct MHD_Connection *connection) { MHD_suspend_connection(connection); }
void http_resume(struct MHD_Connection *connection) { MHD_resume_connection(connection); }
void http_shut(int socket) { shutdown(socket, SHUT_RDWR); }

struct MHD_Response *http_bytes(const void *bytes, size_t count) {
  return MHD_create_response_from_buffer(count, (void *)bytes, MHD_RESPMEM_MUST_COPY);
}

struct MHD_Response *http_file(int descriptor, uint64_t offset, uint64_t count) {
  struct MHD_Response *response =
    MHD_create_response_from_fd_at_offset64(count, descriptor, offset);
  if (!response) close(descriptor);
  return response;
}

static ssize_t on_read(void *context, uint64_t position, char *to, size_t max) {
  (void)position;
  const struct reader *reader = context;
  ssize_t count = reader->read(reader->context, to, max);
  return count < 0 ? MHD_CONTENT_READER_END_OF_STREAM : count;
}

static void on_forget(void *context) {
  struct reader *reader = context;
  reader->forget(reader->context);
  free(reader);
}

struct MHD_Response *http_stream(void *context, ssize_t (*read)(void *, char *, size_t),
                                 void (*forget)(void *)) {
  struct reader *reader = malloc(sizeof *reader);
  if (!reader) {
    forget(context);
    return NULL;
  }
  *reader = (struct reader){context, read, forget};
  struct MHD_Response *response =
    MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 16 << 10, on_read, reader, on_forget);
  if (!response) on_forget(reader);
  return response;
}

int http_header(struct MHD_Response *response, const char *name, const char *value) {
  return MHD_add_response_header(response, name, value) == MHD_YES;
}

void http_forget(struct MHD_Response *response) { MHD_destroy_response(response); }

int http_answer(struct MHD_Connection *connection, unsigned status, struct MHD_Response *response) {
  int is_queued = MHD_queue_response(connection, status, response) == MHD_YES;
  MHD_destroy_response(response);
  return is_queued;
}
