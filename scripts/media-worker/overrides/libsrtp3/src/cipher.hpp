// What both ciphers are made of.
#pragma once

#include "openssl.hpp"
#include <openssl/evp.h>

#include <memory>
#include <new>
#include <utility>

namespace srtp_openssl
{
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

inline CipherContext createContext()
{
	return { EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free };
}

template<typename State>
EVP_CIPHER_CTX* contextOf(void* state)
{
	return static_cast<State*>(state)->context.get();
}

template<typename State>
srtp_err_status_t create(srtp_cipher_t** cipher, const srtp_cipher_type_t* type, int keyLen, State init)
{
	std::unique_ptr<State> state{ new (std::nothrow) State(std::move(init)) };

	if (!state || !state->context)
	{
		return srtp_err_status_alloc_fail;
	}

	*cipher = new (std::nothrow) srtp_cipher_t{ type, state.get(), keyLen, static_cast<int>(type->id) };

	if (!*cipher)
	{
		return srtp_err_status_alloc_fail;
	}

	state.release();

	return srtp_err_status_ok;
}

template<typename State>
srtp_err_status_t release(srtp_cipher_t* cipher)
{
	// OpenSSL wipes the key schedule.
	delete static_cast<State*>(cipher->state);
	delete cipher;

	return srtp_err_status_ok;
}
} // namespace srtp_openssl
