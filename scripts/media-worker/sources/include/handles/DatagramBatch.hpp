// Ours, not mediasoup's: what goes to the same address within two milliseconds is handed to the kernel in one call
// (UDP_SEGMENT, udp(7), Linux 4.18). On the wire these are the same datagrams in the same order; half of what a packet
// costs is the way through the kernel, and a picture of seven packets takes it once.
#ifndef DIEM_CAU_DATAGRAM_BATCH_HPP
#define DIEM_CAU_DATAGRAM_BATCH_HPP

#include <uv.h>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unordered_map>
#include <vector>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

class DatagramBatch
{
public:
	// The socket stays the caller's, who closes it after this.
	explicit DatagramBatch(uv_udp_t* socket) : socket(socket)
	{
		uv_timer_init(socket->loop, &this->timer);
		this->timer.data = this;
	}
	DatagramBatch(const DatagramBatch&)            = delete;
	DatagramBatch& operator=(const DatagramBatch&) = delete;

	// Copies the datagram. False: nothing was taken, send it by itself.
	bool Add(const uint8_t* data, size_t length, const struct sockaddr* address)
	{
		if (address->sa_family != AF_INET || length > LongestDatagram)
			return false;

		const auto* to  = reinterpret_cast<const struct sockaddr_in*>(address);
		const auto key  = (static_cast<uint64_t>(to->sin_addr.s_addr) << 16) | to->sin_port;
		auto& waiting   = this->byAddress[key];

		if (waiting.count > 0 && !waiting.Takes(length))
			Send(waiting);
		if (waiting.count == 0)
		{
			waiting.to      = *to;
			waiting.segment = length;
		}
		// All segments are as long as the first one, only the last one may be shorter.
		waiting.ended = length < waiting.segment;
		waiting.data.insert(waiting.data.end(), data, data + length);
		waiting.count++;
		if (!waiting.listed)
		{
			waiting.listed = true;
			this->listed.push_back(&waiting);
		}
		if (++this->datagrams == 1)
			uv_timer_start(
			  &this->timer,
			  [](uv_timer_t* handle) { static_cast<DatagramBatch*>(handle->data)->Flush(); },
			  LongestWait,
			  0);
		else if (this->datagrams >= MostDatagrams)
			Flush();

		return true;
	}

	void Flush()
	{
		for (auto* waiting : this->listed)
		{
			waiting->listed = false;
			if (waiting->count > 0)
				Send(*waiting);
		}
		this->listed.clear();
		this->datagrams = 0;
		uv_timer_stop(&this->timer);
		// Addresses that are no longer used.
		if (this->byAddress.size() > MostAddresses)
			this->byAddress.clear();
	}

	// Sends what waits, and is gone when the loop has let go of it.
	void Close()
	{
		Flush();
		uv_close(
		  reinterpret_cast<uv_handle_t*>(&this->timer),
		  [](uv_handle_t* handle) { delete static_cast<DatagramBatch*>(handle->data); });
	}

private:
	// What fits into a packet of an Ethernet without being cut.
	static constexpr size_t LongestDatagram = 1472;
	// A picture seldom has more; a long burst is better sent in parts.
	static constexpr size_t MostSegments    = 16;
	// Milliseconds, in which a browser on a good line sends a whole picture.
	static constexpr uint64_t LongestWait   = 2;
	// To all addresses together.
	static constexpr size_t MostDatagrams   = 2048;
	static constexpr size_t MostAddresses   = 1024;

	struct Waiting
	{
		struct sockaddr_in to{};
		std::vector<uint8_t> data;
		size_t segment{ 0 };
		size_t count{ 0 };
		bool ended{ false };
		bool listed{ false };

		bool Takes(size_t length) const
		{
			return !this->ended && length <= this->segment && this->count < MostSegments;
		}
	};

	// A datagram that the socket had no room for.
	struct Queued
	{
		uv_udp_send_t request{};
		std::vector<uint8_t> data;
	};

	~DatagramBatch() = default;

	void Send(Waiting& waiting)
	{
		if (waiting.count == 1 || !this->segmentation || !SendSegments(waiting))
		{
			for (size_t at = 0; at < waiting.data.size(); at += waiting.segment)
			{
				const auto left = waiting.data.size() - at;
				SendOne(waiting.data.data() + at, left < waiting.segment ? left : waiting.segment, waiting.to);
			}
		}
		waiting.data.clear();
		waiting.count = 0;
		waiting.ended = false;
	}

	bool SendSegments(Waiting& waiting)
	{
		uv_os_fd_t fd;
		// What waits in the socket's queue goes first.
		if (uv_udp_get_send_queue_count(this->socket) > 0 ||
		    uv_fileno(reinterpret_cast<uv_handle_t*>(this->socket), &fd) != 0)
			return false;

		alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(uint16_t))] = {};
		struct iovec bytes{ waiting.data.data(), waiting.data.size() };
		struct msghdr message{};
		message.msg_name       = &waiting.to;
		message.msg_namelen    = sizeof(waiting.to);
		message.msg_iov        = &bytes;
		message.msg_iovlen     = 1;
		message.msg_control    = control;
		message.msg_controllen = sizeof(control);
		auto* option           = CMSG_FIRSTHDR(&message);
		option->cmsg_level     = IPPROTO_UDP;
		option->cmsg_type      = UDP_SEGMENT;
		option->cmsg_len       = CMSG_LEN(sizeof(uint16_t));
		const auto segment     = static_cast<uint16_t>(waiting.segment);
		std::memcpy(CMSG_DATA(option), &segment, sizeof(segment));

		ssize_t sent;
		do
			sent = sendmsg(fd, &message, 0);
		while (sent < 0 && errno == EINTR);
		// A kernel or a device that cannot; every other error is this address's or this moment's.
		if (sent < 0 && (errno == EIO || errno == ENOPROTOOPT || errno == EOPNOTSUPP))
			this->segmentation = false;

		return sent >= 0;
	}

	void SendOne(uint8_t* data, size_t length, const struct sockaddr_in& to)
	{
		const auto* address = reinterpret_cast<const struct sockaddr*>(&to);
		auto buffer         = uv_buf_init(reinterpret_cast<char*>(data), length);
		if (uv_udp_try_send(this->socket, &buffer, 1, address) >= 0)
			return;

		auto queued          = std::make_unique<Queued>();
		queued->data         = { data, data + length };
		queued->request.data = queued.get();
		buffer               = uv_buf_init(reinterpret_cast<char*>(queued->data.data()), length);
		const auto done      = [](uv_udp_send_t* request, int) { delete static_cast<Queued*>(request->data); };
		// Datagrams may be lost; whoever misses one asks for it.
		if (uv_udp_send(&queued->request, this->socket, &buffer, 1, address, done) == 0)
			queued.release();
	}

	uv_udp_t* socket;
	uv_timer_t timer{};
	bool segmentation{ true };
	size_t datagrams{ 0 };
	std::unordered_map<uint64_t, Waiting> byAddress;
	std::vector<Waiting*> listed;
};

#endif
