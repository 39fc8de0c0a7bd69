// HMAC-SHA1 (RFC 2104), cut to the length of the tag.
#include "openssl.hpp"
#include <openssl/core_names.h>
#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <new>

namespace srtp_openssl
{
namespace
{
constexpr int HashLen{ 20 };

struct HmacSha1
{
	std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> context{ nullptr, EVP_MAC_CTX_free };
};

EVP_MAC_CTX* contextOf(void* state)
{
	return static_cast<HmacSha1*>(state)->context.get();
}

srtp_err_status_t allocate(srtp_auth_t** auth, int keyLen, int tagLen)
{
	if (keyLen > HashLen || tagLen > HashLen)
	{
		return srtp_err_status_bad_param;
	}

	std::unique_ptr<HmacSha1> state{ new (std::nothrow) HmacSha1() };

	if (!state)
	{
		return srtp_err_status_alloc_fail;
	}

	EVP_MAC* algorithm = EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr);

	state->context.reset(EVP_MAC_CTX_new(algorithm));
	// The context keeps its own reference.
	EVP_MAC_free(algorithm);

	if (!state->context)
	{
		return srtp_err_status_alloc_fail;
	}

	*auth = new (std::nothrow) srtp_auth_t{ hmacSha1(), state.get(), tagLen, keyLen, 0 };

	if (!*auth)
	{
		return srtp_err_status_alloc_fail;
	}

	state.release();

	return srtp_err_status_ok;
}

srtp_err_status_t release(srtp_auth_t* auth)
{
	delete static_cast<HmacSha1*>(auth->state);
	delete auth;

	return srtp_err_status_ok;
}

srtp_err_status_t setKey(void* state, const uint8_t* key, int keyLen)
{
	char sha1[]{ OSSL_DIGEST_NAME_SHA1 };
	const OSSL_PARAM digest[]{ OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, sha1, 0),
		                         OSSL_PARAM_construct_end() };

	return EVP_MAC_init(contextOf(state), key, static_cast<size_t>(keyLen), digest)
	         ? srtp_err_status_ok
	         : srtp_err_status_init_fail;
}

// Keeps the key.
srtp_err_status_t start(void* state)
{
	return EVP_MAC_init(contextOf(state), nullptr, 0, nullptr) ? srtp_err_status_ok
	                                                           : srtp_err_status_auth_fail;
}

srtp_err_status_t update(void* state, const uint8_t* data, int len)
{
	return EVP_MAC_update(contextOf(state), data, static_cast<size_t>(len)) ? srtp_err_status_ok
	                                                                        : srtp_err_status_auth_fail;
}

srtp_err_status_t compute(void* state, const uint8_t* data, int len, int tagLen, uint8_t* tag)
{
	uint8_t hash[HashLen];
	size_t hashLen{ 0 };

	if (
	  tagLen > HashLen || update(state, data, len) != srtp_err_status_ok ||
	  !EVP_MAC_final(contextOf(state), hash, &hashLen, sizeof(hash)))
	{
		return srtp_err_status_auth_fail;
	}

	std::copy_n(hash, tagLen, tag);

	return srtp_err_status_ok;
}

// RFC 2202, 3, the first case.
constexpr uint8_t Key[]{ 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b,
	                       0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b };
constexpr uint8_t Data[]{ 'H', 'i', ' ', 'T', 'h', 'e', 'r', 'e' };
constexpr uint8_t Tag[]{ 0xb6, 0x17, 0x31, 0x86, 0x55, 0x05, 0x72, 0x64, 0xe2, 0x8b,
	                       0xc0, 0xb6, 0xfb, 0x37, 0x8c, 0x8e, 0xf1, 0x46, 0xbe, 0x00 };
constexpr srtp_auth_test_case_t TestCase{ sizeof(Key), Key, sizeof(Data), Data, sizeof(Tag), Tag, nullptr };
} // namespace

const srtp_auth_type_t* hmacSha1()
{
	static const srtp_auth_type_t Type{ allocate,    release,   setKey,        compute, update, start,
		                                  "HMAC-SHA1", &TestCase, SRTP_HMAC_SHA1 };

	return &Type;
}
} // namespace srtp_openssl
