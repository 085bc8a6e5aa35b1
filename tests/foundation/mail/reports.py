"""Delivery reports as mail servers write them, after the examples of RFC 3464."""

POSTFIX = """\
Return-Path: <>
From: MAILER-DAEMON@mx.stadt.invalid (Mail Delivery System)
To: post@quartier.invalid
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4B2C.1764150000/mx.stadt.invalid"

This is a MIME-encapsulated message.

--4B2C.1764150000/mx.stadt.invalid
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--4B2C.1764150000/mx.stadt.invalid
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.stadt.invalid
Arrival-Date: Thu, 26 Nov 2026 10:00:01 +0100 (CET)

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822;{recipient}
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.stadt.invalid
Diagnostic-Code: smtp; 550 5.1.1 <{recipient}>: Recipient address
    rejected: User unknown in virtual mailbox table

--4B2C.1764150000/mx.stadt.invalid
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

From: Quartierwerk <post@quartier.invalid>
To: {recipient}
Message-ID: {message_id}
Subject: Ein Brief

--4B2C.1764150000/mx.stadt.invalid--
"""

EXCHANGE = """\
From: postmaster@stadt.invalid
To: post@quartier.invalid
Subject: =?utf-8?B?VW56dXN0ZWxsYmFy?=
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: multipart/alternative; boundary="b2"

--b2
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

PGI+UG9zdGZhY2ggdm9sbDwvYj4=

--b2--

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns;EX01.stadt.invalid

Final-Recipient: RFC822;{recipient}
Action: FAILED
Status: 5.2.2
Diagnostic-Code: smtp;554 5.2.2 mailbox full

--b1
Content-Type: message/rfc822

From: post@quartier.invalid
Message-ID: {message_id}
Subject: Ein Brief

Guten Tag
--b1--
"""

DELAYED = POSTFIX.replace("Action: failed\nStatus: 5.1.1", "Action: delayed\nStatus: 4.4.1")


def written(template, *, recipient="ayse@stadt.invalid", message_id="<abc.def@quartier.invalid>"):
    """Return a report about one address of one letter."""
    return template.format(recipient=recipient, message_id=message_id).encode()
