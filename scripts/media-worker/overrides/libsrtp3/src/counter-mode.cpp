// AES in counter mode (RFC 3711, 4.1.1; RFC 6188), which also derives the keys of every session.
#include "cipher.hpp"

#include <algorithm>

namespace srtp_openssl
{
namespace
{
constexpr size_t BlockLen{ 16 };

const EVP_CIPHER* algorithmOf(size_t keyLen)
{
	return keyLen == Aes128 ? EVP_aes_128_ctr() : EVP_aes_256_ctr();
}

struct CounterMode
{
	CipherContext context{ createContext() };
	// The last two bytes stay zero: they count the blocks of a packet.
	uint8_t salt[BlockLen]{};
};

template<size_t KeyLen>
srtp_err_status_t allocate(srtp_cipher_t** cipher, int keyLen, int /*tagLen*/)
{
	return keyLen == static_cast<int>(KeyLen) + SRTP_SALT_LEN
	         ? create(cipher, counterMode<KeyLen>(), keyLen, CounterMode{})
	         : srtp_err_status_bad_param;
}

template<size_t KeyLen>
srtp_err_status_t setKey(void* state, const uint8_t* key)
{
	auto* cipher = static_cast<CounterMode*>(state);

	std::copy_n(key + KeyLen, SRTP_SALT_LEN, cipher->salt);

	return EVP_EncryptInit_ex(cipher->context.get(), algorithmOf(KeyLen), nullptr, key, nullptr)
	         ? srtp_err_status_ok
	         : srtp_err_status_init_fail;
}

srtp_err_status_t setIv(void* state, uint8_t* iv, srtp_cipher_direction_t /*direction*/)
{
	auto* cipher = static_cast<CounterMode*>(state);
	uint8_t counter[BlockLen];

	std::transform(iv, iv + BlockLen, cipher->salt, counter, [](uint8_t a, uint8_t b) { return a ^ b; });

	return EVP_EncryptInit_ex(cipher->context.get(), nullptr, nullptr, nullptr, counter)
	         ? srtp_err_status_ok
	         : srtp_err_status_init_fail;
}

// Also decrypts.
srtp_err_status_t encrypt(void* state, uint8_t* data, unsigned int* len)
{
	auto* context = contextOf<CounterMode>(state);
	int done{ 0 };

	return EVP_EncryptUpdate(context, data, &done, data, static_cast<int>(*len))
	         ? srtp_err_status_ok
	         : srtp_err_status_cipher_fail;
}

// RFC 3711, B.2, and RFC 6188, 7.1 and 7.2: key, salt and the beginning of the key stream.
constexpr uint8_t Key128[]{ 0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0xab, 0xf7,
	                          0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c, 0xf0, 0xf1, 0xf2, 0xf3,
	                          0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd };
constexpr uint8_t Key256[]{ 0x57, 0xf8, 0x2f, 0xe3, 0x61, 0x3f, 0xd1, 0x70, 0xa8, 0x5e, 0xc9, 0x3c,
	                          0x40, 0xb1, 0xf0, 0x92, 0x2e, 0xc4, 0xcb, 0x0d, 0xc0, 0x25, 0xb5, 0x82,
	                          0x72, 0x14, 0x7c, 0xc4, 0x38, 0x94, 0x4a, 0x98, 0xf0, 0xf1, 0xf2, 0xf3,
	                          0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd };
constexpr uint8_t Zeros[2 * BlockLen]{};
// The interface asks for one that it could write to.
uint8_t iv[BlockLen]{};
constexpr uint8_t By128[]{ 0xe0, 0x3e, 0xad, 0x09, 0x35, 0xc9, 0x5e, 0x80, 0xe1, 0x66, 0xb1,
	                         0x6d, 0xd9, 0x2b, 0x4e, 0xb4, 0xd2, 0x35, 0x13, 0x16, 0x2b, 0x02,
	                         0xd0, 0xf7, 0x2a, 0x43, 0xa2, 0xfe, 0x4a, 0x5f, 0x97, 0xab };
constexpr uint8_t By256[]{ 0x92, 0xbd, 0xd2, 0x8a, 0x93, 0xc3, 0xf5, 0x25, 0x11, 0xc6, 0x77,
	                         0xd0, 0x8b, 0x55, 0x15, 0xa4, 0x9d, 0xa7, 0x1b, 0x23, 0x78, 0xa8,
	                         0x54, 0xf6, 0x70, 0x50, 0x75, 0x6d, 0xed, 0x16, 0x5b, 0xac };

template<size_t KeyLen>
const srtp_cipher_test_case_t TestCase{ KeyLen + SRTP_SALT_LEN,
	                                      KeyLen == Aes128 ? Key128 : Key256,
	                                      iv,
	                                      sizeof(Zeros),
	                                      Zeros,
	                                      sizeof(By128),
	                                      KeyLen == Aes128 ? By128 : By256,
	                                      0,
	                                      nullptr,
	                                      0,
	                                      nullptr };
} // namespace

template<size_t KeyLen>
const srtp_cipher_type_t* counterMode()
{
	static const srtp_cipher_type_t Type{ allocate<KeyLen>,
		                                    release<CounterMode>,
		                                    setKey<KeyLen>,
		                                    nullptr,
		                                    encrypt,
		                                    encrypt,
		                                    setIv,
		                                    nullptr,
		                                    KeyLen == Aes128 ? "AES-128 CTR" : "AES-256 CTR",
		                                    &TestCase<KeyLen>,
		                                    KeyLen == Aes128 ? SRTP_AES_ICM_128 : SRTP_AES_ICM_256 };

	return &Type;
}

template const srtp_cipher_type_t* counterMode<Aes128>();
template const srtp_cipher_type_t* counterMode<Aes256>();
} // namespace srtp_openssl
