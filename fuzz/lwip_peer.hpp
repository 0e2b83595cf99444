// SPDX-License-Identifier: MIT
// An application on Debian's lwIP, whose library is driven here without its thread: its init
// functions make none, frames go straight into ip4_input, and its two TCP timers are called when
// our time says so. What it asks of chance and of its own clock is given to it (below), so that an
// input is the same conversation each time.
#ifndef THIMBLE_FUZZ_LWIP_PEER_HPP
#define THIMBLE_FUZZ_LWIP_PEER_HPP

#include "calm.hpp"

#include <lwip/init.h>
#include <lwip/ip4.h>
#include <lwip/priv/tcp_priv.h>
#include <lwip/tcp.h>

UNSEEN

extern "C" { // in place of the library's own
inline std::uint32_t lwip_next_iss;
__attribute__((used)) inline u32_t tcp_next_iss(struct tcp_pcb *)
{
    return lwip_next_iss += 0x10001;
}
__attribute__((used)) inline void tcp_timer_needed(void) {}
}

namespace fuzz {

class lwip_peer {
public:
    enum { ME = 1, SERVICE = 7, FIRST_PORT = 50000 };

    bool echoes = true, stalls = false, closes_after_peer = true;

    lwip_peer(std::vector<talk> &talks, line &out) : talks_(talks), out_(out)
    {
        static const bool once = start();
        MUST(once);
        current() = this;
        lwip_next_iss = 1;
        tcp_ticks = 0;
    }
    ~lwip_peer()
    {
        abort_all();
        current() = nullptr;
    }
    lwip_peer(const lwip_peer &) = delete;
    lwip_peer &operator=(const lwip_peer &) = delete;

    void receive(const packet &p)
    {
        pbuf *const copy = pbuf_alloc(PBUF_RAW, p.size, PBUF_RAM);
        MUST(copy != nullptr);
        if (p.size != 0) {
            MUST(pbuf_take(copy, p.at.data(), p.size) == ERR_OK);
        }
        ip4_input(copy, &card());
    }
    void elapse(std::uint32_t ms)
    {
        for (waited_ += ms; waited_ >= 250; waited_ -= 250) {
            tcp_fasttmr();
            if ((++quarters_ & 1) == 0) {
                tcp_slowtmr();
            }
        }
    }

    // ---- user calls; `n` counts connections that are open ----

    void open(std::uint16_t port)
    {
        tcp_pcb *const pcb = tcp_new();
        talk t;
        t.port[ME] = next_port_++;
        t.port[1 - ME] = port;
        t.of[ME].opened = true;
        if (tcp_bind(pcb, IP_ANY_TYPE, t.port[ME]) != ERR_OK) {
            tcp_abort(pcb);
            return;
        }
        talks_.push_back(t);
        hear(pcb, talks_.back());
        ip_addr_t to;
        IP_ADDR4(&to, 192, 168, 7, 2);
        (void)tcp_connect(pcb, &to, port, connected);
    }
    tcp_pcb *at(unsigned n)
    {
        for (tcp_pcb *pcb = tcp_active_pcbs; pcb != nullptr; pcb = pcb->next) {
            if (pcb->callback_arg != nullptr && n-- == 0) {
                return pcb;
            }
        }
        return nullptr;
    }
    void write(tcp_pcb *pcb, std::uint32_t count)
    {
        talk &t = of(pcb);
        side &mine = t.of[ME];
        std::uint8_t text[256];
        count = std::min<std::uint32_t>({count, sizeof text, tcp_sndbuf(pcb)});
        if (!mine.connected || mine.closed || count == 0) {
            return;
        }
        for (std::uint32_t i = 0; i < count; i++) {
            text[i] = said(t, ME, mine.written + i);
        }
        if (tcp_write(pcb, text, static_cast<u16_t>(count), TCP_WRITE_FLAG_COPY) == ERR_OK) {
            mine.written += count;
            (void)tcp_output(pcb);
        }
    }
    void close(tcp_pcb *pcb)
    {
        side &mine = of(pcb).of[ME];
        if (!mine.connected || mine.closed) {
            return;
        }
        mine.closed = true;
        if (mine.peer_closed) {
            tcp_arg(pcb, nullptr); // the library frees it when the last ACK comes
            mine.end = BOTH_CLOSED;
        }
        (void)tcp_shutdown(pcb, 0, 1);
    }
    void abort(tcp_pcb *pcb)
    {
        of(pcb).of[ME].aborted = true;
        tcp_arg(pcb, nullptr);
        tcp_err(pcb, nullptr);
        tcp_abort(pcb);
    }
    void abort_all()
    {
        while (tcp_pcb *const pcb = tcp_active_pcbs) {
            if (pcb->callback_arg != nullptr) {
                abort(pcb);
            } else {
                tcp_err(pcb, nullptr);
                tcp_abort(pcb);
            }
        }
        while (tcp_tw_pcbs != nullptr) {
            tcp_abort(tcp_tw_pcbs);
        }
    }
    void be_kind()
    {
        abort_all();
        stalls = false;
        echoes = closes_after_peer = true;
    }
    static talk &of(const tcp_pcb *pcb) { return *static_cast<talk *>(pcb->callback_arg); }

private:
    static lwip_peer *&current()
    {
        static lwip_peer *one;
        return one;
    }
    static netif &card()
    {
        static netif one;
        return one;
    }
    static err_t output(netif *, pbuf *p, const ip4_addr_t *)
    {
        std::uint8_t frame[thimble::PROFILE_MTU];
        MUST(p->tot_len <= sizeof frame);
        pbuf_copy_partial(p, frame, p->tot_len, 0);
        if (current() != nullptr) {
            current()->note(frame, p->tot_len);
            current()->out_.put(frame, p->tot_len);
        }
        return ERR_OK;
    }
    // What counts is where its FIN was on the wire: when lwIP 2.1.3 splits the last segment to fit
    // a small window, the FIN goes with the first part (tcp_split_unsent_seg).
    void note(const std::uint8_t *frame, std::uint16_t count)
    {
        const std::uint32_t seqno = number(frame + 24, 4);
        for (std::size_t i = 0; i < talks_.size(); i++) {
            side &mine = talks_[i].of[ME];
            if (talks_[i].port[ME] != number(frame + 20, 2)
                || talks_[i].port[1 - ME] != number(frame + 22, 2)) {
                continue;
            }
            if (frame[33] & TCP_SYN) {
                iss_[i] = seqno;
            } else if (frame[33] & TCP_FIN) {
                const std::uint32_t text = count - 20u - (frame[32] >> 4) * 4u;
                mine.written = std::min(mine.written, seqno - iss_[i] - 1 + text);
            }
        }
    }
    static err_t set_up(netif *n)
    {
        n->mtu = thimble::PROFILE_MTU;
        n->output = output;
        return ERR_OK;
    }
    static bool start()
    {
        lwip_init();
        ip4_addr_t address, mask, gateway;
        IP4_ADDR(&address, 192, 168, 7, 1);
        IP4_ADDR(&mask, 255, 255, 255, 0);
        IP4_ADDR(&gateway, 192, 168, 7, 2);
        MUST(netif_add(&card(), &address, &mask, &gateway, nullptr, set_up, ip4_input) != nullptr);
        netif_set_default(&card());
        netif_set_up(&card());
        netif_set_link_up(&card());
        tcp_pcb *const listener = tcp_new();
        MUST(tcp_bind(listener, IP_ANY_TYPE, SERVICE) == ERR_OK);
        tcp_accept(tcp_listen(listener), accepted);
        return true;
    }

    static void hear(tcp_pcb *pcb, talk &t)
    {
        tcp_arg(pcb, &t);
        tcp_recv(pcb, received);
        tcp_err(pcb, broken);
    }
    static err_t connected(void *arg, tcp_pcb *, err_t)
    {
        static_cast<talk *>(arg)->of[ME].connected = true;
        return ERR_OK;
    }
    static err_t accepted(void *, tcp_pcb *pcb, err_t)
    {
        for (talk &t : current()->talks_) {
            if (t.port[ME] == pcb->local_port && t.port[1 - ME] == pcb->remote_port
                && !t.of[ME].connected) {
                t.of[ME].connected = true;
                hear(pcb, t);
                return ERR_OK;
            }
        }
        MUST(pcb == nullptr); // Thimble speaks for a connection that it has not opened
        return ERR_ABRT;
    }
    static err_t received(void *arg, tcp_pcb *pcb, pbuf *p, err_t)
    {
        side &mine = static_cast<talk *>(arg)->of[ME];
        if (p == nullptr) {
            mine.peer_closed = true;
            if (mine.closed) {
                mine.end = BOTH_CLOSED;
                tcp_arg(pcb, nullptr);
            } else if (current()->closes_after_peer) {
                current()->close(pcb);
            }
            return ERR_OK;
        }
        if (current()->stalls) {
            return ERR_MEM; // it comes again
        }
        mine.taken += p->tot_len;
        const std::uint32_t count = p->tot_len;
        tcp_recved(pcb, p->tot_len);
        pbuf_free(p);
        if (current()->echoes) {
            current()->write(pcb, count);
        }
        return ERR_OK;
    }
    static void broken(void *arg, err_t why)
    {
        if (arg != nullptr) {
            side &mine = static_cast<talk *>(arg)->of[ME];
            mine.end = !mine.connected ? WAS_REFUSED : why == ERR_RST ? WAS_RESET : GAVE_UP;
        }
    }

    std::vector<talk> &talks_;
    line &out_;
    std::uint16_t next_port_ = FIRST_PORT;
    std::uint32_t waited_ = 0, quarters_ = 0;
    std::uint32_t iss_[MOST_TALKS] = {}; // of its side of each talk
};

}

SEEN

#endif
