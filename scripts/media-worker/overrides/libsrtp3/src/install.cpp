#include "openssl.hpp"

#include <cstdio>
#include <initializer_list>

namespace srtp_openssl
{
srtp_err_status_t install()
{
	for (const auto* type : { gcm<Aes128>(), gcm<Aes256>(), counterMode<Aes128>(), counterMode<Aes256>() })
	{
		const auto err = srtp_replace_cipher_type(type, type->id);

		if (err != srtp_err_status_ok)
		{
			// The worker's own message does not say which.
			std::fprintf(stderr, "libsrtp refuses %s by OpenSSL (%d)\n", type->description, err);

			return err;
		}
	}

	const auto* type = hmacSha1();
	const auto err   = srtp_replace_auth_type(type, type->id);

	if (err != srtp_err_status_ok)
	{
		std::fprintf(stderr, "libsrtp refuses %s by OpenSSL (%d)\n", type->description, err);
	}

	return err;
}
} // namespace srtp_openssl
