// The least that a packet can cost here: encrypted with AES-128-GCM and handed to the kernel, one call each.
//
//   floor send <bytes> <seconds> <port>   prints: packets, seconds of user time, of system time
//   floor drain <port>                    takes what comes, and prints how many when it is told to end
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <openssl/evp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HEADER = 12, TAG = 16, LARGEST = 2048, BATCH = 64, ROOM = 8 * 1024 * 1024 };

static volatile sig_atomic_t ended;
static void end(int number) {
	(void)number;
	ended = 1;
}

static struct sockaddr_in at(int port) {
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return address;
}

static double now(void) {
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

static int fail(const char *what) {
	perror(what);
	return 1;
}

static int send_all(int bytes, double seconds, int port) {
	unsigned char key[16] = {1}, iv[12] = {2}, plain[LARGEST] = {3}, packet[LARGEST + HEADER + TAG] = {0x80};
	struct sockaddr_in to = at(port);
	int payload = bytes - HEADER, length = 0, socket_number = socket(AF_INET, SOCK_DGRAM, 0);
	EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
	if (socket_number < 0 || !cipher || payload < 0 || payload > LARGEST) return fail("floor");
	EVP_EncryptInit_ex(cipher, EVP_aes_128_gcm(), NULL, key, iv);
	double until = now() + seconds;
	unsigned long sent = 0;
	for (; (sent & 255) != 0 || now() < until; sent++) {
		memcpy(iv, &sent, sizeof sent);
		memcpy(packet + 2, &sent, 2);
		EVP_EncryptInit_ex(cipher, NULL, NULL, NULL, iv);
		EVP_EncryptUpdate(cipher, NULL, &length, packet, HEADER);
		EVP_EncryptUpdate(cipher, packet + HEADER, &length, plain, payload);
		EVP_EncryptFinal_ex(cipher, packet + HEADER + length, &length);
		EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, TAG, packet + HEADER + payload);
		if (sendto(socket_number, packet, bytes + TAG, 0, (struct sockaddr *)&to, sizeof to) < 0) return fail("sendto");
	}
	struct rusage used;
	getrusage(RUSAGE_SELF, &used);
	printf("%lu %f %f\n", sent, used.ru_utime.tv_sec + used.ru_utime.tv_usec / 1e6,
	       used.ru_stime.tv_sec + used.ru_stime.tv_usec / 1e6);
	return 0;
}

static int drain(int port) {
	static const unsigned char probe[4] = {0, 0, 1234 >> 8, 1234 & 255};
	static char room[BATCH][LARGEST];
	struct mmsghdr messages[BATCH] = {0};
	struct iovec parts[BATCH];
	int wanted = ROOM, socket_number = socket(AF_INET, SOCK_DGRAM, 0);
	struct sockaddr_in here = at(port);
	struct timeval patience = {.tv_usec = 100000};
	setsockopt(socket_number, SOL_SOCKET, SO_RCVBUF, &wanted, sizeof wanted);
	setsockopt(socket_number, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	if (bind(socket_number, (struct sockaddr *)&here, sizeof here) < 0) return fail("bind");
	for (int index = 0; index < BATCH; index++) {
		parts[index] = (struct iovec){room[index], LARGEST};
		messages[index].msg_hdr = (struct msghdr){.msg_iov = &parts[index], .msg_iovlen = 1};
	}
	signal(SIGTERM, end);
	puts("ready");
	fflush(stdout);
	unsigned long taken = 0;
	while (!ended) {
		int count = recvmmsg(socket_number, messages, BATCH, MSG_WAITFORONE, NULL);
		// Reports share the flow (RFC 5761), and so does what mediasoup probes the line with; only media counts.
		for (int index = 0; index < count; index++) {
			unsigned char type = room[index][1];
			int is_report = type >= 192 && type <= 223, is_probe = memcmp(room[index] + 8, probe, sizeof probe) == 0;
			taken += !is_report && !is_probe;
		}
	}
	printf("%lu\n", taken);
	return 0;
}

int main(int count, char **words) {
	if (count == 5 && strcmp(words[1], "send") == 0) return send_all(atoi(words[2]), atof(words[3]), atoi(words[4]));
	if (count == 3 && strcmp(words[1], "drain") == 0) return drain(atoi(words[2]));
	fputs("floor send <bytes> <seconds> <port> | floor drain <port>\n", stderr);
	return 2;
}
