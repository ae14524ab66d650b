// libmicrohttpd without its variadic calls and closed enumerations: what HTTPServer needs of it.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct MHD_Connection;
struct MHD_Daemon;
struct MHD_Response;

/* What happens, on the library's threads. `exchange` and `peer` are what `began` and `opened`
   returned. */
struct http_events {
  void *context;
  /* A client has connected; the socket is open until `closed` has returned. */
  void *(*opened)(void *context, int socket);
  void (*closed)(void *context, void *peer);
  /* A request line has come: its target as it was sent. */
  void *(*began)(void *context, const char *target);
  /* The head is complete, a part of the body has come (`*size` > 0, set it to what is left over),
     or a suspended connection goes on. `is_whole`: the request line held nothing hidden behind a
     zero byte. 0 drops the connection. */
  int (*advanced)(void *context, void *exchange, void *peer, struct MHD_Connection *connection,
                  const char *method, int is_whole, const char *data, size_t *size);
  /* The exchange is over, however it ended; nothing more is said of it. `peer` as above. */
  void (*ended)(void *context, void *exchange, void *peer);
  /* What the library has to say, mostly of clients that went away. */
  void (*remarked)(void *context, const char *text);
};

struct http_options {
  int listener;
  unsigned threads;
  unsigned connections_max;
  /* 0: no limit. */
  unsigned connections_per_address_max;
  unsigned idle_seconds;
  size_t connection_memory;
  /* PEM, both or none. */
  const char *certificate;
  const char *key;
};

/* A listening socket; `host` is a numeric address. -errno on failure, -1000 - code when the
   address cannot be read (gai_strerror). */
int http_listen(const char *host, uint16_t port);
/* Another descriptor of a listening socket, which does not block; -1 on an error. */
int http_copy(int listener);
/* The numeric address of a socket; 0, or -1 when it has none. */
int http_name(int listener, char *host, size_t size);
/* The port of a listening socket; 0 when it is none. */
uint16_t http_port(int listener);
/* Allows the process as many descriptors as the kernel lets it have, at most `wanted`. */
void http_allow_descriptors(unsigned wanted);

/* NULL on failure, which `remarked` explains. The events are copied; the texts of the options must
   outlive the daemon. */
struct MHD_Daemon *http_start(const struct http_options *options,
                              const struct http_events *events);
/* Takes no more connections. */
void http_quiesce(struct MHD_Daemon *daemon);
/* No connection may be suspended. */
void http_stop(struct MHD_Daemon *daemon);

void http_each_header(struct MHD_Connection *connection, void *context,
                      void (*each)(void *context, const char *name, size_t name_length,
                                   const char *value, size_t value_length));
/* The client's numeric address; 0, or -1. */
int http_address(struct MHD_Connection *connection, char *text, size_t size);

void http_suspend(struct MHD_Connection *connection);
void http_resume(struct MHD_Connection *connection);
/* Ends what is said over a socket, in both directions. */
void http_shut(int socket);

/* NULL when there is no memory. */
struct MHD_Response *http_bytes(const void *bytes, size_t count);
/* The descriptor belongs to the response. */
struct MHD_Response *http_file(int descriptor, uint64_t offset, uint64_t count);
/* `read` returns a count, 0 after it has suspended the connection, -1 at the end. */
struct MHD_Response *http_stream(void *context,
                                 ssize_t (*read)(void *context, char *to, size_t max),
                                 void (*forget)(void *context));
/* 0 when the text cannot stand in a header. */
int http_header(struct MHD_Response *response, const char *name, const char *value);
/* Gives back a response that is not used. */
void http_forget(struct MHD_Response *response);
/* The response is given back in any case. 0 drops the connection. */
int http_answer(struct MHD_Connection *connection, unsigned status, struct MHD_Response *response);
