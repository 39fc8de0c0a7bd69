// AES-GCM (RFC 7714). The key schedule stays in the context; a packet only sets its IV.
#include "cipher.hpp"

namespace srtp_openssl
{
namespace
{
constexpr int LongTag{ 16 };
constexpr int ShortTag{ 8 };

const EVP_CIPHER* algorithmOf(size_t keyLen)
{
	return keyLen == Aes128 ? EVP_aes_128_gcm() : EVP_aes_256_gcm();
}

struct Gcm
{
	const EVP_CIPHER* algorithm;
	int tagLen;
	CipherContext context{ createContext() };
};

template<size_t KeyLen>
srtp_err_status_t allocate(srtp_cipher_t** cipher, int keyLen, int tagLen)
{
	if (keyLen != static_cast<int>(KeyLen) + SRTP_AEAD_SALT_LEN || (tagLen != LongTag && tagLen != ShortTag))
	{
		return srtp_err_status_bad_param;
	}

	return create(cipher, gcm<KeyLen>(), keyLen, Gcm{ algorithmOf(KeyLen), tagLen });
}

srtp_err_status_t setKey(void* state, const uint8_t* key)
{
	const auto* algorithm = static_cast<Gcm*>(state)->algorithm;

	return EVP_CipherInit_ex(contextOf<Gcm>(state), algorithm, nullptr, key, nullptr, 1)
	         ? srtp_err_status_ok
	         : srtp_err_status_init_fail;
}

srtp_err_status_t setIv(void* state, uint8_t* iv, srtp_cipher_direction_t direction)
{
	if (direction == srtp_direction_any)
	{
		return srtp_err_status_bad_param;
	}

	const int encrypts = direction == srtp_direction_encrypt ? 1 : 0;

	return EVP_CipherInit_ex(contextOf<Gcm>(state), nullptr, nullptr, nullptr, iv, encrypts)
	         ? srtp_err_status_ok
	         : srtp_err_status_init_fail;
}

// SRTCP calls this twice for one packet: header and index.
srtp_err_status_t addAuthenticated(void* state, const uint8_t* data, uint32_t len)
{
	int done{ 0 };

	return EVP_CipherUpdate(contextOf<Gcm>(state), nullptr, &done, data, static_cast<int>(len))
	         ? srtp_err_status_ok
	         : srtp_err_status_algo_fail;
}

srtp_err_status_t encrypt(void* state, uint8_t* data, unsigned int* len)
{
	int done{ 0 };

	// What is only authenticated comes without a buffer.
	return *len == 0 || EVP_EncryptUpdate(contextOf<Gcm>(state), data, &done, data, static_cast<int>(*len))
	         ? srtp_err_status_ok
	         : srtp_err_status_cipher_fail;
}

srtp_err_status_t getTag(void* state, uint8_t* tag, uint32_t* len)
{
	auto* context    = contextOf<Gcm>(state);
	const int tagLen = static_cast<Gcm*>(state)->tagLen;
	uint8_t nothing[EVP_MAX_BLOCK_LENGTH];
	int done{ 0 };

	if (
	  !EVP_EncryptFinal_ex(context, nothing, &done) ||
	  !EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tagLen, tag))
	{
		return srtp_err_status_algo_fail;
	}

	*len = static_cast<uint32_t>(tagLen);

	return srtp_err_status_ok;
}

// The tag stands behind what is encrypted and is counted in `len`.
srtp_err_status_t decrypt(void* state, uint8_t* data, unsigned int* len)
{
	auto* context     = contextOf<Gcm>(state);
	const auto tagLen = static_cast<unsigned int>(static_cast<Gcm*>(state)->tagLen);

	if (*len < tagLen)
	{
		return srtp_err_status_bad_param;
	}

	const unsigned int plainLen = *len - tagLen;
	uint8_t nothing[EVP_MAX_BLOCK_LENGTH];
	int done{ 0 };

	if (plainLen > 0 && !EVP_DecryptUpdate(context, data, &done, data, static_cast<int>(plainLen)))
	{
		return srtp_err_status_cipher_fail;
	}

	if (
	  !EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tagLen), data + plainLen) ||
	  EVP_DecryptFinal_ex(context, nothing, &done) <= 0)
	{
		return srtp_err_status_auth_fail;
	}

	*len = plainLen;

	return srtp_err_status_ok;
}

// RFC 7714, 16.1.1 and 16.2.1.
constexpr uint8_t Key[Aes256]{ 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a,
	                             0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15,
	                             0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f };
// The interface asks for one that it could write to.
uint8_t iv[]{ 0x51, 0x75, 0x3c, 0x65, 0x80, 0xc2, 0x72, 0x6f, 0x20, 0x71, 0x84, 0x14 };
constexpr uint8_t Header[]{ 0x80, 0x40, 0xf1, 0x7b, 0x80, 0x41, 0xf8, 0xd3, 0x55, 0x01, 0xa0, 0xb2 };
constexpr uint8_t Plain[]{ 'G', 'a', 'l', 'l', 'i', 'a', ' ', 'e', 's', 't', ' ', 'o', 'm',
	                         'n', 'i', 's', ' ', 'd', 'i', 'v', 'i', 's', 'a', ' ', 'i', 'n',
	                         ' ', 'p', 'a', 'r', 't', 'e', 's', ' ', 't', 'r', 'e', 's' };
constexpr uint8_t By128[]{ 0xf2, 0x4d, 0xe3, 0xa3, 0xfb, 0x34, 0xde, 0x6c, 0xac, 0xba, 0x86,
	                         0x1c, 0x9d, 0x7e, 0x4b, 0xca, 0xbe, 0x63, 0x3b, 0xd5, 0x0d, 0x29,
	                         0x4e, 0x6f, 0x42, 0xa5, 0xf4, 0x7a, 0x51, 0xc7, 0xd1, 0x9b, 0x36,
	                         0xde, 0x3a, 0xdf, 0x88, 0x33, 0x89, 0x9d, 0x7f, 0x27, 0xbe, 0xb1,
	                         0x6a, 0x91, 0x52, 0xcf, 0x76, 0x5e, 0xe4, 0x39, 0x0c, 0xce };
constexpr uint8_t By256[]{ 0x32, 0xb1, 0xde, 0x78, 0xa8, 0x22, 0xfe, 0x12, 0xef, 0x9f, 0x78,
	                         0xfa, 0x33, 0x2e, 0x33, 0xaa, 0xb1, 0x80, 0x12, 0x38, 0x9a, 0x58,
	                         0xe2, 0xf3, 0xb5, 0x0b, 0x2a, 0x02, 0x76, 0xff, 0xae, 0x0f, 0x1b,
	                         0xa6, 0x37, 0x99, 0xb8, 0x7b, 0x7a, 0xa3, 0xdb, 0x36, 0xdf, 0xff,
	                         0xd6, 0xb0, 0xf9, 0xbb, 0x78, 0x78, 0xd7, 0xa7, 0x6c, 0x13 };

template<size_t KeyLen>
const srtp_cipher_test_case_t TestCase{ KeyLen + SRTP_AEAD_SALT_LEN,
	                                      Key,
	                                      iv,
	                                      sizeof(Plain),
	                                      Plain,
	                                      sizeof(By128),
	                                      KeyLen == Aes128 ? By128 : By256,
	                                      sizeof(Header),
	                                      Header,
	                                      LongTag,
	                                      nullptr };
} // namespace

template<size_t KeyLen>
const srtp_cipher_type_t* gcm()
{
	static const srtp_cipher_type_t Type{ allocate<KeyLen>,
		                                    release<Gcm>,
		                                    setKey,
		                                    addAuthenticated,
		                                    encrypt,
		                                    decrypt,
		                                    setIv,
		                                    getTag,
		                                    KeyLen == Aes128 ? "AES-128 GCM" : "AES-256 GCM",
		                                    &TestCase<KeyLen>,
		                                    KeyLen == Aes128 ? SRTP_AES_GCM_128 : SRTP_AES_GCM_256 };

	return &Type;
}

template const srtp_cipher_type_t* gcm<Aes128>();
template const srtp_cipher_type_t* gcm<Aes256>();
} // namespace srtp_openssl
