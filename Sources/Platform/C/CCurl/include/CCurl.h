// libcurl, and its variadic calls with a type each.
#pragma once
#include <curl/curl.h>

/* curl_easy_setopt(3) for the kinds of values that options have. */
CURLcode dm_curl_number(CURL *handle, CURLoption option, long value);
CURLcode dm_curl_size(CURL *handle, CURLoption option, curl_off_t value);
CURLcode dm_curl_text(CURL *handle, CURLoption option, const char *value);
CURLcode dm_curl_list(CURL *handle, CURLoption option, struct curl_slist *value);

/* CURLOPT_COPYPOSTFIELDS with its size: curl keeps a copy. */
CURLcode dm_curl_body(CURL *handle, const void *bytes, size_t count);

typedef size_t (*dm_curl_sink)(char *bytes, size_t size, size_t count, void *context);
typedef curl_socket_t (*dm_curl_opener)(void *context, curlsocktype purpose,
                                        struct curl_sockaddr *address);
/* CURLOPT_HEADERFUNCTION, WRITEFUNCTION and OPENSOCKETFUNCTION, all with one context. */
CURLcode dm_curl_sinks(CURL *handle, dm_curl_sink header, dm_curl_sink body,
                       dm_curl_opener open, void *context);
/* CURLOPT_ERRORBUFFER: at least CURL_ERROR_SIZE bytes that outlive the transfer. */
CURLcode dm_curl_errors(CURL *handle, char *buffer);

/* curl_multi_setopt(3). */
CURLMcode dm_curl_multi_number(CURLM *handle, CURLMoption option, long value);

/* CURLINFO_RESPONSE_CODE; 0 when there was none. */
long dm_curl_status(CURL *handle);

/* CURLINFO_REQUEST_SIZE: bytes of the request that were sent. */
long dm_curl_sent(CURL *handle);
