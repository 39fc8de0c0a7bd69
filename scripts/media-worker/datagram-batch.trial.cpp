// Tries sources/include/handles/DatagramBatch.hpp on real sockets, with a kernel that refuses what the first argument
// says, and prints what came of it (datagram-batch.media.test.ts). Compiled with the sanitizers: any error of memory
// ends it.
#include "handles/DatagramBatch.hpp"
#include <arpa/inet.h>
#include <array>
#include <cstdio>
#include <dlfcn.h>
#include <fcntl.h>
#include <random>
#include <string>
#include <unistd.h>

namespace
{
	std::mt19937 dice(7);
	bool OneOf(unsigned number)
	{
		return dice() % number == 0;
	}

	std::string refusal;
	size_t calls = 0;
	bool full    = false;

	// Answers as the kernel would; 0 when it takes the message.
	int Refuse(bool segments)
	{
		if (full || (refusal == "busy" && OneOf(3)))
			return EAGAIN;
		if (refusal == "forbidden" && OneOf(5))
			return EPERM;
		if (refusal == "no segments" && segments)
			return EINVAL;
		if (refusal == "no checksums" && segments)
			return EIO;

		return 0;
	}

	template<typename Function>
	Function* Original(const char* name)
	{
		return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
	}
} // namespace

// These stand before the C library's.
extern "C" ssize_t sendmsg(int fd, const struct msghdr* message, int flags)
{
	calls++;
	errno = Refuse(message->msg_controllen > 0);

	return errno ? -1 : Original<decltype(sendmsg)>("sendmsg")(fd, message, flags);
}

extern "C" int sendmmsg(int fd, struct mmsghdr* messages, unsigned count, int flags)
{
	calls++;
	errno = Refuse(false);

	return errno ? -1 : Original<decltype(sendmmsg)>("sendmmsg")(fd, messages, count, flags);
}

struct Receiver
{
	int fd{ socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0) };
	struct sockaddr_in address{};
	std::vector<size_t> sizes;
	uint32_t next{ 0 };
	size_t received{ 0 };
	size_t wrong{ 0 };

	Receiver()
	{
		address.sin_family      = AF_INET;
		address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		socklen_t length        = sizeof(address);
		bind(fd, reinterpret_cast<struct sockaddr*>(&address), length);
		getsockname(fd, reinterpret_cast<struct sockaddr*>(&address), &length);
	}

	void Read()
	{
		std::array<uint8_t, 2048> data{};
		for (ssize_t length; (length = recv(fd, data.data(), data.size(), 0)) >= 0; received++)
		{
			uint32_t number;
			std::memcpy(&number, data.data(), sizeof(number));
			if (number < next || sizes.at(number) != static_cast<size_t>(length))
				wrong++;
			next = number + 1;
		}
	}
};

struct Trial
{
	uv_loop_t loop{};
	uv_udp_t* socket{ new uv_udp_t };
	size_t sentBytes{ 0 };
	DatagramBatch* batch{ nullptr };
	std::array<Receiver, 4> receivers;
	bool closed{ false };
	size_t added{ 0 }, answered{ 0 }, sent{ 0 }, expectedBytes{ 0 };

	Trial()
	{
		uv_loop_init(&loop);
		uv_udp_init(&loop, socket);
		struct sockaddr_in any{};
		any.sin_family = AF_INET;
		uv_udp_bind(socket, reinterpret_cast<struct sockaddr*>(&any), 0);
		batch = new DatagramBatch(socket, sentBytes);
	}

	// `again`: whoever hears that it has left sends another one.
	void Put(size_t to, size_t length, bool again)
	{
		auto& receiver    = receivers.at(to);
		const auto number = static_cast<uint32_t>(receiver.sizes.size());
		std::vector<uint8_t> data(length);
		std::memcpy(data.data(), &number, sizeof(number));
		receiver.sizes.push_back(length);
		added++;
		auto* callback = new DatagramBatch::Sent(
		  [this, to, again, length](bool left)
		  {
			  answered++;
			  sent += left ? 1 : 0;
			  expectedBytes += left ? length : 0;
			  if (again && !closed)
				  Put(to, 300, false);
		  });
		const auto* address = reinterpret_cast<const struct sockaddr*>(&receiver.address);
		if (batch->Add(data.data(), length, address, callback))
			return;

		// As UdpSocketHandle::Send does, but for its queue.
		auto buffer     = uv_buf_init(reinterpret_cast<char*>(data.data()), length);
		const bool left = uv_udp_try_send(socket, &buffer, 1, address) >= 0;
		sentBytes += left ? length : 0;
		(*callback)(left);
		delete callback;
	}

	void Turn()
	{
		uv_run(&loop, UV_RUN_NOWAIT);
		for (auto& receiver : receivers)
			receiver.Read();
	}

	void Pictures()
	{
		for (int round = 0; round < 2000; round++)
		{
			for (auto packets = dice() % 30; packets > 0; packets--)
				Put(dice() % receivers.size(), OneOf(20) ? 1473 + dice() % 300 : OneOf(3) ? 4 + dice() % 1400 : 1100, OneOf(10));
			if (OneOf(2))
				usleep(300);
			Turn();
		}
		for (int turn = 0; turn < 20; turn++)
		{
			usleep(1000);
			Turn();
		}
	}

	// While some wait, in the batch and in the socket's queue.
	int Close()
	{
		full = refusal == "busy";
		for (size_t index = 0; index < 40; index++)
			Put(index % receivers.size(), 500, false);
		closed = true;
		batch->Close();
		uv_close(reinterpret_cast<uv_handle_t*>(socket), [](uv_handle_t* handle) { delete reinterpret_cast<uv_udp_t*>(handle); });
		uv_run(&loop, UV_RUN_DEFAULT);
		for (auto& receiver : receivers)
			receiver.Read();

		return uv_loop_close(&loop);
	}
};

int main(int, char** arguments)
{
	refusal = arguments[1];
	Trial trial;
	trial.Pictures();
	const auto callsOpen = calls;
	const auto addedOpen = trial.added;
	const int left       = trial.Close();
	size_t received = 0, wrong = 0;
	for (const auto& receiver : trial.receivers)
	{
		received += receiver.received;
		wrong += receiver.wrong;
	}
	std::printf(
	  R"({"added":%zu,"answered":%zu,"sent":%zu,"received":%zu,"wrong":%zu,"callShare":%.3f,"uncounted":%zd,"left":%d})",
	  trial.added,
	  trial.answered,
	  trial.sent,
	  received,
	  wrong,
	  static_cast<double>(callsOpen) / static_cast<double>(addedOpen),
	  static_cast<ssize_t>(trial.expectedBytes) - static_cast<ssize_t>(trial.sentBytes),
	  left);
}
