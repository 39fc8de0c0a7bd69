// What libsrtp 2 encrypts and authenticates with, by OpenSSL. Debian's libsrtp does it through NSS: two to eight
// times the time for a packet, and most of a millisecond to open a session (docs/performance.md).
#pragma once

#include <srtp2/auth.h>
#include <srtp2/cipher.h>

#include <cstddef>
#include <cstdint>

namespace srtp_openssl
{
// Bytes of key, without the salt that libsrtp counts as part of it.
inline constexpr size_t Aes128{ 16 };
inline constexpr size_t Aes256{ 32 };

template<size_t KeyLen>
const srtp_cipher_type_t* gcm();

template<size_t KeyLen>
const srtp_cipher_type_t* counterMode();

const srtp_auth_type_t* hmacSha1();

// libsrtp first runs our test cases and its own; what fails them is not used, and the worker may not start.
srtp_err_status_t install();
} // namespace srtp_openssl
